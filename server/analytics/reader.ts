import type { ClickHouseClient, ClickHouseSettings, ResultSet } from '@clickhouse/client';
import { createStoreClient } from './client';
import { type Ask, bindQuerier, type Querier, type QuestionTransport } from './querier';
import { storeFailure } from './store-failure';

const DEFAULT_SECONDS = 30;
const MAX_SECONDS = 60;
const MAX_MEMORY_BYTES = 2e9;

/** What web, worker and commands open once. On a server its user needs `readonly = 2`, for the limits are settings. */
export interface AnalyticsReader {
  forWorkspace(workspaceNo: number): Querier;
  /** True when the store answers and knows us. */
  ping(): Promise<boolean>;
  close(): Promise<void>;
}

/** `readerUrl`: `http://user:password@host:port/database`. */
export function createAnalyticsReader(readerUrl: string): AnalyticsReader {
  const client = createStoreClient({
    url: readerUrl,
    // A server stops the query of a caller that went away only when told so; the embedded one always does.
    settings: { cancel_http_readonly_queries_on_client_close: 1 },
    maxExecutionSeconds: MAX_SECONDS,
    maxMemoryBytes: MAX_MEMORY_BYTES,
    maxConnections: 20,
  });
  const transport = readTransport(client);
  return {
    forWorkspace: (workspaceNo) => bindQuerier(transport, workspaceNo),
    ping: async () => (await client.ping({ select: true })).success,
    close: () => client.close(),
  };
}

function readTransport(client: ClickHouseClient): QuestionTransport {
  return {
    async rows(ask) {
      ask.signal?.throwIfAborted();
      try {
        // The engine answers whole: no half answer after a late error, and it computes off its serving thread.
        const result = await client.query(request(ask, { wait_end_of_query: 1 }));
        return await result.json();
      } catch (error) {
        throw storeFailure(error, ask.signal);
      }
    },
    async *stream(ask) {
      ask.signal?.throwIfAborted();
      try {
        yield* streamRows(await client.query(request(ask, {})), ask.signal);
        ask.signal?.throwIfAborted();
      } catch (error) {
        throw storeFailure(error, ask.signal);
      }
    },
  };
}

async function* streamRows(result: ResultSet<'JSONEachRow'>, signal: AbortSignal | undefined): AsyncIterable<unknown> {
  const close = () => result.close();
  signal?.addEventListener('abort', close, { once: true });
  try {
    for await (const rows of result.stream()) yield* rows.map((row) => row.json());
  } finally {
    signal?.removeEventListener('abort', close);
    close();
  }
}

function request(
  { sql, params, signal, maxExecutionSeconds = DEFAULT_SECONDS, name }: Ask,
  settings: ClickHouseSettings,
) {
  return {
    query: sql,
    query_params: params,
    format: 'JSONEachRow' as const,
    ...(signal && { abort_signal: signal }),
    clickhouse_settings: {
      ...settings,
      log_comment: name,
      max_execution_time: Math.min(maxExecutionSeconds, MAX_SECONDS),
    },
  };
}
