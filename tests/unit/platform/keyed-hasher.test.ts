import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createKeyedHasher } from '@/server/platform/keyed-hasher';
import { keyedHash } from '@/server/platform/keys';

it('equals the keyed hash of any text under any secret', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 1, maxLength: 64 }),
      fc.array(fc.string({ unit: 'binary', maxLength: 6_000 }), { minLength: 1, maxLength: 4 }),
      (bytes, texts) => {
        const secret = Buffer.from(bytes);
        const hash = createKeyedHasher(secret);
        for (const text of texts) expect(hash(text)).toBe(keyedHash(secret, text).toString('hex'));
      },
    ),
  );
  const secret = Buffer.alloc(32, 7);
  const long = 'é'.repeat(100_000);
  expect(createKeyedHasher(secret)(long)).toBe(keyedHash(secret, long).toString('hex'));
  expect(() => createKeyedHasher(Buffer.alloc(65))).toThrow('longer than 64 bytes');
});
