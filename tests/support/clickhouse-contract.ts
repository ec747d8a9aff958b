import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { type ClickHouseClient, ClickHouseError, ClickHouseLogLevel, createClient } from '@clickhouse/client';
import type { NodeClickHouseClientConfigOptions } from '@clickhouse/client/dist/config';
import { z } from 'zod';
import { readProcessEnv } from '@/server/platform/env';
import { startTestClickHouse, type TestClickHouse } from './clickhouse';

const env = readProcessEnv(
  z.object({ CLICKHOUSE_URL: z.string().optional(), CLICKHOUSE_READER_URL: z.string().optional() }),
);

/** The stores the contract runs against: always the embedded one, also a server when CLICKHOUSE_URL names one. */
export const contractStores: ('embedded' | 'server')[] = env.CLICKHOUSE_URL ? ['embedded', 'server'] : ['embedded'];

type QueryOptions = Omit<Parameters<ClickHouseClient['query']>[0], 'query' | 'format'>;

/** A store under test, with a database and a scratch folder of its own. */
export interface ContractStore {
  kind: 'embedded' | 'server';
  database: string;
  folder: string;
  writer: ClickHouseClient;
  reader: ClickHouseClient;
  writerUrl: string;
  readerUrl: string;
  /** The embedded store's process. */
  embedded: TestClickHouse | undefined;
  client(options?: NodeClickHouseClientConfigOptions, role?: 'writer' | 'reader'): ClickHouseClient;
  close(): Promise<void>;
}

export async function openContractStore(kind: 'embedded' | 'server'): Promise<ContractStore> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'holdfast-contract-'));
  const embedded = kind === 'embedded' ? await startTestClickHouse(path.join(folder, 'data')) : undefined;
  const database = `contract_${process.pid}`;
  const urls = embedded
    ? { writer: embedded.writerUrl(database), reader: embedded.readerUrl(database) }
    : {
        writer: inDatabase(env.CLICKHOUSE_URL, database),
        reader: inDatabase(env.CLICKHOUSE_READER_URL ?? env.CLICKHOUSE_URL, database),
      };
  const opened: ClickHouseClient[] = [];
  const client: ContractStore['client'] = (options = {}, role = 'writer') => {
    const made = connect(urls[role], options);
    opened.push(made);
    return made;
  };
  const admin = connect(inDatabase(urls.writer, 'default'));
  await admin.command({ query: `DROP DATABASE IF EXISTS ${database}` });
  await admin.command({ query: `CREATE DATABASE ${database}` });
  return {
    kind,
    database,
    folder,
    embedded,
    client,
    writer: client(),
    reader: client({}, 'reader'),
    writerUrl: urls.writer,
    readerUrl: urls.reader,
    close: async () => {
      await admin.command({ query: `DROP DATABASE IF EXISTS ${database}` });
      await Promise.all([admin, ...opened].map((each) => each.close()));
      await embedded?.stop();
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}

function connect(url: string, options: NodeClickHouseClientConfigOptions = {}): ClickHouseClient {
  const { username, password, pathname, origin } = new URL(url);
  return createClient({
    url: origin,
    username,
    password,
    database: pathname.slice(1),
    max_open_connections: 60,
    request_timeout: 120_000,
    log: { level: ClickHouseLogLevel.OFF },
    clickhouse_settings: { output_format_json_quote_64bit_integers: 1, output_format_json_quote_decimals: 1 },
    ...options,
  });
}

function inDatabase(address: string | undefined, database: string): string {
  const url = new URL(address ?? '');
  url.pathname = `/${database}`;
  return url.href;
}

export async function rowsOf(
  client: ClickHouseClient,
  query: string,
  options: QueryOptions = {},
): Promise<Record<string, unknown>[]> {
  const result = await client.query({ query, format: 'JSONEachRow', ...options });
  return result.json<Record<string, unknown>>();
}

/** The first column of the first row. */
export async function valueOf(client: ClickHouseClient, query: string, options: QueryOptions = {}): Promise<unknown> {
  const [row] = await rowsOf(client, query, options);
  return Object.values(row ?? {})[0];
}

/** The engine's code of the error that `call` raises, 'none' without one. */
export async function codeOf(call: () => Promise<unknown>): Promise<string> {
  try {
    await call();
    return 'none';
  } catch (error) {
    return error instanceof ClickHouseError ? error.code : String(error);
  }
}

export interface RawAnswer {
  status: number;
  headers: http.IncomingHttpHeaders;
  body: Buffer;
}

export interface RawRequest {
  query: string | Record<string, string>;
  method?: 'GET' | 'POST';
  headers?: Record<string, string>;
  body?: Buffer | string;
  user?: string;
}

/** A request below the client: what other clients may send. */
export function sendRaw(
  url: string,
  { query, method = 'POST', headers = {}, body, user }: RawRequest,
): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const request = openRaw(url, { query, method, headers, ...(user !== undefined && { user }) });
    request.on('error', reject).on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk) => chunks.push(chunk)).on('error', reject);
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
      );
    });
    request.end(body);
  });
}

export function openRaw(url: string, { query, method = 'POST', headers = {}, user }: RawRequest): http.ClientRequest {
  const { username, password, origin, pathname } = new URL(url);
  const search = new URLSearchParams(typeof query === 'string' ? { query } : query);
  if (!search.has('database')) search.set('database', pathname.slice(1));
  const basic = Buffer.from(user ?? `${username}:${password}`).toString('base64');
  return http.request(`${origin}/?${search}`, { method, headers: { authorization: `Basic ${basic}`, ...headers } });
}
