import { hash } from 'node:crypto';

const BLOCK = 64;

/**
 * The first 16 bytes of HMAC-SHA256, in hexadecimal, for many texts under one secret of at most 64 bytes: the same as
 * `keyedHash`, by two plain hashes of RFC 2104 in a third of the time, which is what ingest spends most on.
 */
export function createKeyedHasher(secret: Buffer): (text: string) => string {
  if (secret.length > BLOCK) throw new RangeError(`the secret is longer than ${BLOCK} bytes`);
  const outer = Buffer.alloc(BLOCK + 32, 0x5c);
  let inner = Buffer.alloc(BLOCK + 4_096, 0x36);
  for (const [i, byte] of secret.entries()) {
    outer[i] = byte ^ 0x5c;
    inner[i] = byte ^ 0x36;
  }
  return (text) => {
    if (text.length * 3 > inner.length - BLOCK) {
      const longer = Buffer.alloc(BLOCK + text.length * 3);
      inner.copy(longer, 0, 0, BLOCK);
      inner = longer;
    }
    const length = inner.write(text, BLOCK);
    outer.write(hash('sha256', inner.subarray(0, BLOCK + length), 'binary'), BLOCK, 'latin1');
    return hash('sha256', outer, 'hex').slice(0, 32);
  };
}
