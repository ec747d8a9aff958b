import type { IncomingMessage } from 'node:http';
import zlib from 'node:zlib';
import { ClickHouseError, syntaxError, tooManyBytes, unknownCompression } from './clickhouse-error';

const engineNames: Record<string, string> = {
  gzip: 'gzip',
  'x-gzip': 'gzip',
  deflate: 'deflate',
  br: 'br',
  zstd: 'zstd',
  lz4: 'lz4',
  xz: 'xz',
  bz2: 'bz2',
};
const inflaters: Record<string, (bytes: Buffer, options: zlib.ZlibOptions) => Buffer> = {
  gzip: zlib.gunzipSync,
  deflate: zlib.inflateSync,
  br: (bytes, { maxOutputLength }) => zlib.brotliDecompressSync(bytes, { maxOutputLength }),
};

/** The engine's name of the body's compression, or undefined for none. */
export function bodyEncoding(request: IncomingMessage): string | undefined {
  const header = request.headers['content-encoding']?.toLowerCase();
  if (header === undefined || header === '' || header === 'identity') return undefined;
  const name = engineNames[header];
  if (!name) throw unknownCompression('Unknown content encoding');
  return name;
}

async function readCapped(request: IncomingMessage, cap: number, what: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > cap) throw tooManyBytes(what, cap);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Undefined when only the engine itself can read this compression. */
export function inflate(bytes: Buffer, encoding: string | undefined, cap: number): Buffer | undefined {
  if (encoding === undefined) return bytes;
  try {
    return inflaters[encoding]?.(bytes, { maxOutputLength: cap });
  } catch (cause) {
    if (cause instanceof RangeError) throw tooManyBytes('Uncompressed body', cap);
    throw new ClickHouseError(400, 354, 'ZLIB_INFLATE_FAILED', 'The body cannot be uncompressed');
  }
}

/** SQL text and, when the body is a form (long parameter lists), its `query` and `param_…` parts. */
export async function readSqlBody(
  request: IncomingMessage,
  cap: number,
): Promise<{ sql: string; parameters: Map<string, string> }> {
  const encoding = bodyEncoding(request);
  const bytes = inflate(await readCapped(request, cap, 'Query'), encoding, cap);
  if (!bytes) throw unknownCompression('SQL text may be gzip, deflate or br');
  const boundary = /^multipart\/form-data;.*\bboundary="?([^";]+)"?/i.exec(request.headers['content-type'] ?? '')?.[1];
  if (boundary === undefined) return { sql: bytes.toString(), parameters: new Map() };
  const parts = readForm(bytes, boundary);
  const sql = parts.get('query') ?? '';
  parts.delete('query');
  return { sql, parameters: new Map([...parts].map(([name, value]) => [parameterName(name), value])) };
}

function parameterName(part: string): string {
  if (!part.startsWith('param_'))
    throw new ClickHouseError(501, 48, 'NOT_IMPLEMENTED', 'The embedded engine has no external tables');
  return part.slice('param_'.length);
}

function readForm(bytes: Buffer, boundary: string): Map<string, string> {
  const parts = new Map<string, string>();
  const delimiter = Buffer.from(`\r\n--${boundary}`);
  const body = Buffer.concat([Buffer.from('\r\n'), bytes]);
  let start = body.indexOf(delimiter);
  for (let end = body.indexOf(delimiter, start + 1); start >= 0 && end >= 0; end = body.indexOf(delimiter, start + 1)) {
    const part = body.subarray(start + delimiter.length, end);
    const headEnd = part.indexOf('\r\n\r\n');
    const name = /\bname="([^"]*)"/i.exec(part.subarray(0, headEnd).toString())?.[1];
    if (headEnd < 0 || name === undefined) throw syntaxError('A part of the form has no name');
    parts.set(name, part.subarray(headEnd + 4).toString());
    start = end;
  }
  return parts;
}
