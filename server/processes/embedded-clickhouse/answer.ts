import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Writable } from 'node:stream';
import zlib from 'node:zlib';
import { describeFailure } from './clickhouse-error';
import type { EngineHandle, EngineResult, NativeEngine } from './engine';

/** One response in the making. `startedAt` is process.hrtime.bigint(). */
export interface Answer {
  response: ServerResponse;
  format: string;
  gzip: boolean;
  startedAt: bigint;
}

const contentTypes: [RegExp, string][] = [
  [/^JSON/, 'application/json; charset=UTF-8'],
  [/^CSV/, 'text/csv; charset=UTF-8'],
  [/^(?:Tab|TSV)/, 'text/tab-separated-values; charset=UTF-8'],
];

export const wantsGzip = (request: IncomingMessage, query: URLSearchParams): boolean =>
  query.get('enable_http_compression') === '1' && /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''));

/** Counts of streamed results and of inserts that went through a file are 0: the engine does not tell. */
export function writeHead({ response, format, startedAt }: Answer, result: EngineResult = {}): void {
  const count = (value: number | undefined) => String(value ?? 0);
  const summary = {
    read_rows: count(result.rowsRead),
    read_bytes: count(result.bytesRead),
    written_rows: count(result.rowsWritten),
    written_bytes: count(result.bytesWritten),
    total_rows_to_read: '0',
    result_rows: '0',
    result_bytes: '0',
    elapsed_ns: String(process.hrtime.bigint() - startedAt),
  };
  response.setHeader('X-ClickHouse-Summary', JSON.stringify(summary));
  response.setHeader('X-ClickHouse-Format', format);
  response.setHeader(
    'Content-Type',
    contentTypes.find(([name]) => name.test(format))?.[1] ?? 'application/octet-stream',
  );
}

function openSink({ response, gzip }: Answer): Writable {
  if (!gzip) return response;
  response.setHeader('Content-Encoding', 'gzip');
  const compressor = zlib.createGzip({ level: 1 });
  compressor.pipe(response);
  return compressor;
}

export function sendWhole(answer: Answer, result: EngineResult): void {
  writeHead(answer, result);
  openSink(answer).end(Buffer.from(result.bytes ?? []));
}

export interface EngineQuery {
  native: NativeEngine;
  handle: EngineHandle;
  sql: string;
  version: string;
}

/** Sends chunks as the engine makes them. True when the result is complete and was sent to its end. */
export async function sendStream(answer: Answer, query: EngineQuery): Promise<boolean> {
  const { native } = query;
  const stream = native.StreamQuery(query.handle, query.sql, answer.format);
  try {
    const first = await native.StreamFetch(stream); // decides between a clean error status and a started response
    const tag = randomBytes(8).toString('hex');
    writeHead(answer);
    answer.response.setHeader('X-ClickHouse-Exception-Tag', tag);
    const sink = openSink(answer);
    const failure = await pump({ native, stream, first, sink, response: answer.response });
    if (failure !== undefined) sink.write(lateFailure(describeFailure(failure, query.version).text, tag));
    sink.end();
    return failure === undefined && !answer.response.destroyed;
  } finally {
    cancelQuietly(native, stream);
  }
}

interface Pump {
  native: NativeEngine;
  stream: ReturnType<NativeEngine['StreamQuery']>;
  first: Awaited<ReturnType<NativeEngine['StreamFetch']>>;
  sink: Writable;
  response: ServerResponse;
}

async function pump({ native, stream, first, sink, response }: Pump): Promise<unknown> {
  try {
    for (let chunk = first; !chunk.done && !response.destroyed; chunk = await native.StreamFetch(stream)) {
      if (!sink.write(Buffer.from(chunk.bytes))) await Promise.race([once(sink, 'drain'), once(response, 'close')]);
    }
    return undefined;
  } catch (error) {
    return error;
  }
}

/** How a server tells of an error after the status line has gone: the client looks for this block at the end. */
function lateFailure(text: string, tag: string): string {
  const message = `${text}\n`;
  return `\r\n__exception__\r\n${tag}\r\n${message}${Buffer.byteLength(message)} ${tag}\r\n__exception__\r\n`;
}

function cancelQuietly(native: NativeEngine, stream: ReturnType<NativeEngine['StreamQuery']>): void {
  try {
    native.StreamCancel(stream);
  } catch {
    // A finished stream cannot be cancelled; the engine says so by throwing.
  }
}
