import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { gunzip, inflate } from 'node:zlib';
import { maxBatchBytes } from '@/server/features/ingest';

/** The bytes of a request, unpacked, or as far as they were read with the reason why they cannot be used. */
export type Body = { ok: true; text: string } | { ok: false; status: 400 | 413; raw: Buffer; reason: string };

/** The sender hung up before the end: there is nobody to answer. */
export class HungUp extends Error {}

const tooLarge = (raw: Buffer): Body => ({
  ok: false,
  status: 413,
  raw,
  reason: `body: is larger than ${maxBatchBytes} bytes (500 KB)`,
});
const unusable = (raw: Buffer, problem: string): Body => ({ ok: false, status: 400, raw, reason: `body: ${problem}` });
const unpackers = { gzip: promisify(gunzip), deflate: promisify(inflate) };

/** Reads at most 500 KB, packed and unpacked; what is too large is refused while it inflates, not after. */
export async function readBody(request: IncomingMessage): Promise<Body> {
  const { bytes, complete } = await collect(request);
  if (!complete) return tooLarge(bytes);
  const packing = packingOf(request, bytes);
  if (packing === undefined) return asText(bytes);
  try {
    const plain = await unpackers[packing](bytes, { maxOutputLength: maxBatchBytes });
    return asText(plain);
  } catch (error) {
    const isSize = error instanceof RangeError && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    return isSize ? tooLarge(bytes) : unusable(bytes, `is not valid ${packing}`);
  }
}

const asText = (bytes: Buffer): Body =>
  isUtf8(bytes) ? { ok: true, text: bytes.toString('utf8') } : unusable(bytes, 'is not UTF-8');

// Some clients pack without saying so: the first two bytes of gzip cannot begin JSON.
function packingOf(request: IncomingMessage, bytes: Buffer): 'gzip' | 'deflate' | undefined {
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return 'gzip';
  const named = request.headers['content-encoding']?.trim().toLowerCase();
  return named === 'gzip' || named === 'deflate' ? named : undefined;
}

function collect(request: IncomingMessage): Promise<{ bytes: Buffer; complete: boolean }> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= maxBatchBytes) chunks.push(chunk);
    });
    request.on('end', () => {
      const [first, second] = chunks;
      const bytes = first && !second ? first : Buffer.concat(chunks);
      resolve({ bytes, complete: size <= maxBatchBytes });
    });
    request.on('error', () => reject(new HungUp()));
    request.on('close', () => request.complete || reject(new HungUp()));
  });
}
