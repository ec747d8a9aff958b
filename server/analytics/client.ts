import { type ClickHouseClient, ClickHouseLogLevel, type ClickHouseSettings, createClient } from '@clickhouse/client';

export interface StoreClientOptions {
  /** `http://user:password@host:port/database` */
  url: string;
  settings: ClickHouseSettings;
  maxExecutionSeconds: number;
  maxMemoryBytes: number;
  maxConnections: number;
}

/** Decimals and 64-bit integers as text, for JSON numbers would round them; times in UTC, whatever the host's zone. */
const exact: ClickHouseSettings = {
  output_format_json_quote_64bit_integers: 1,
  output_format_json_quote_decimals: 1,
  session_timezone: 'UTC',
};

/** The official client with limits that always apply. The address's parts are never logged. */
export function createStoreClient({
  url,
  settings,
  maxExecutionSeconds,
  maxMemoryBytes,
  maxConnections,
}: StoreClientOptions): ClickHouseClient {
  const { username, password, pathname, origin } = new URL(url);
  return createClient({
    url: origin,
    username: decodeURIComponent(username),
    password: decodeURIComponent(password),
    database: decodeURIComponent(pathname.slice(1)) || 'default',
    max_open_connections: maxConnections,
    // The engine ends a question first, with an error that says why; this is for a store that went silent.
    request_timeout: (maxExecutionSeconds + 10) * 1000,
    // Values too long for an address travel as a form.
    use_multipart_params_auto: true,
    log: { level: ClickHouseLogLevel.OFF },
    clickhouse_settings: {
      ...exact,
      max_execution_time: maxExecutionSeconds,
      max_memory_usage: String(maxMemoryBytes),
      ...settings,
    },
  });
}
