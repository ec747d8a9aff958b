import { createRequire } from 'node:module';
import path from 'node:path';

/** What the engine returns for a whole query. Counts are of rows and bytes. */
export interface EngineResult {
  bytes?: Uint8Array | null;
  rowsRead?: number;
  bytesRead?: number;
  rowsWritten?: number;
  bytesWritten?: number;
}

export type EngineHandle = { readonly brand: 'connection' };
export type EngineStream = { readonly brand: 'stream' };

/**
 * chdb's native addon. Its public Session defers close() until every running operation of the process has ended and
 * serialises bound parameters process-wide; the addon does neither. It is internal API: the chdb version is pinned.
 */
export interface NativeEngine {
  CreateConnection(directory: string): EngineHandle;
  CloseConnection(handle: EngineHandle): void;
  QueryAsyncConnection(handle: EngineHandle, sql: string, format: string): Promise<EngineResult>;
  InsertRawAsyncConnection(
    handle: EngineHandle,
    head: string,
    rows: Buffer,
    countLines: boolean,
  ): Promise<EngineResult>;
  /** Synchronous: it blocks this thread while the engine computes scalar subqueries. */
  StreamQuery(handle: EngineHandle, sql: string, format: string): EngineStream;
  StreamFetch(stream: EngineStream): Promise<{ done: boolean; bytes: Uint8Array }>;
  StreamCancel(stream: EngineStream): void;
}

interface Loader {
  loadNative(): NativeEngine;
}

const isLoader = (value: unknown): value is Loader =>
  typeof value === 'object' && value !== null && 'loadNative' in value && typeof value.loadNative === 'function';

function loadEngine(): NativeEngine {
  const here = createRequire(import.meta.url);
  const loader: unknown = createRequire(here.resolve('chdb'))('./dist/loader.js');
  if (!isLoader(loader)) throw new Error('This chdb has no native loader; it must be version 3.4.0');
  return loader.loadNative();
}

/** An open data directory. `keeper` holds it for as long as the process lives. */
export interface OpenEngine {
  native: NativeEngine;
  directory: string;
  keeper: EngineHandle;
  version: string;
  timeZone: string;
}

/** Throws when another process owns the directory. */
export async function openEngine(directory: string): Promise<OpenEngine> {
  const native = loadEngine();
  const absolute = path.resolve(directory);
  const keeper = native.CreateConnection(absolute);
  const [row] = await readTable(native, keeper, 'SELECT version(), timezone()');
  return { native, directory: absolute, keeper, version: row?.[0] ?? '', timeZone: row?.[1] ?? 'UTC' };
}

/** Small results as rows of texts. */
export async function readTable(native: NativeEngine, handle: EngineHandle, sql: string): Promise<string[][]> {
  const result = await native.QueryAsyncConnection(handle, sql, 'TabSeparated');
  const lines = Buffer.from(result.bytes ?? [])
    .toString()
    .split('\n');
  return lines.filter((line) => line !== '').map((line) => line.split('\t'));
}
