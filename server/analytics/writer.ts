import type { Readable } from 'node:stream';
import type { ClickHouseClient, ClickHouseSettings, DataFormat } from '@clickhouse/client';
import type { z } from 'zod';
import { createStoreClient } from './client';
import { storeFailure } from './store-failure';

const MAX_SECONDS = 3600;
const MAX_MEMORY_BYTES = 4e9;

export interface InsertOptions {
  /** A block with a token the store has seen is ignored, in the table and in every view that follows it. */
  deduplicationToken?: string;
  settings?: ClickHouseSettings;
}

export interface InsertStreamOptions extends InsertOptions {
  columns: [string, ...string[]];
  format: DataFormat;
}

export type Params = Record<string, unknown>;

/** The analytics store for worker, rebuild and migrations. Throws as Querier does. Closing ends its connections. */
export interface AnalyticsWriter {
  command(sql: string, params?: Params, settings?: ClickHouseSettings): Promise<void>;
  query<T>(sql: string, row: z.ZodType<T>, params?: Params, settings?: ClickHouseSettings): Promise<T[]>;
  /** Bytes already in `format` (objects for the JSON formats). Up to 1,000,000 rows are one block; more are not atomic. */
  insertStream(table: string, rows: Readable, options: InsertStreamOptions): Promise<void>;
  /** Objects keyed by column. 64-bit values as text or bigint, times as text in UTC. */
  insertRows(table: string, rows: readonly object[], options?: InsertOptions): Promise<void>;
  /** True when the store answers and knows us. */
  ping(): Promise<boolean>;
  close(): Promise<void>;
}

/** `writerUrl`: `http://user:password@host:port/database`; tables without a database are that database's. */
export function createAnalyticsWriter(writerUrl: string): AnalyticsWriter {
  const client = createStoreClient({
    url: writerUrl,
    settings: {},
    maxExecutionSeconds: MAX_SECONDS,
    maxMemoryBytes: MAX_MEMORY_BYTES,
    maxConnections: 10,
  });
  return {
    command: (sql, params = {}, settings = {}) =>
      mapped(() => client.command({ query: sql, query_params: params, clickhouse_settings: settings })),
    query: (sql, row, params = {}, settings = {}) =>
      readRows(client, row, { query: sql, query_params: params, clickhouse_settings: settings }),
    insertStream: (table, rows, options) =>
      mapped(() =>
        client.insert({
          table,
          values: rows,
          columns: options.columns,
          format: options.format,
          clickhouse_settings: insertSettings(options),
        }),
      ),
    insertRows: (table, rows, options = {}) =>
      mapped(() =>
        client.insert({
          table,
          values: rows.map(jsonSafe),
          format: 'JSONEachRow',
          clickhouse_settings: insertSettings(options),
        }),
      ),
    ping: async () => (await client.ping({ select: true })).success,
    close: () => client.close(),
  };
}

interface StoreQuery {
  query: string;
  query_params: Params;
  clickhouse_settings: ClickHouseSettings;
}

async function readRows<T>(
  client: ClickHouseClient,
  row: z.ZodType<T>,
  { clickhouse_settings, ...query }: StoreQuery,
): Promise<T[]> {
  try {
    const settings = { wait_end_of_query: 1 as const, ...clickhouse_settings };
    const result = await client.query({ ...query, format: 'JSONEachRow', clickhouse_settings: settings });
    const rows: unknown[] = await result.json();
    return rows.map((each) => row.parse(each));
  } catch (error) {
    throw storeFailure(error);
  }
}

async function mapped(call: () => Promise<unknown>): Promise<void> {
  try {
    await call();
  } catch (error) {
    throw storeFailure(error);
  }
}

function insertSettings({ deduplicationToken, settings = {} }: InsertOptions): ClickHouseSettings {
  if (deduplicationToken === undefined) return settings;
  return {
    ...settings,
    insert_deduplication_token: deduplicationToken,
    deduplicate_blocks_in_dependent_materialized_views: 1,
  };
}

const jsonSafe = (row: object): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(row).map(([column, value]) => [column, typeof value === 'bigint' ? value.toString() : value]),
  );
