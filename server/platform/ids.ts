import type { Clock } from './clock';
import type { Rng } from './rng';

/** UUID version 7 (RFC 9562): 48 bits of milliseconds, then randomness, so that new rows sort last in an index. */
export function newId(source: { clock: Clock; rng: Rng }): string {
  const bytes = Buffer.concat([Buffer.alloc(6), source.rng.bytes(10)]);
  bytes.writeUIntBE(source.clock.nowMs(), 0, 6);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x70, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

const idPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
export const isId = (text: string): boolean => idPattern.test(text);
