import { createHash, randomBytes } from 'node:crypto';

/** Randomness as an argument. `bytes` must be unpredictable in production; tests hand in a seeded one. */
export interface Rng {
  bytes(length: number): Buffer;
}

export const systemRng: Rng = { bytes: (length) => randomBytes(length) };

/** Deterministic bytes: SHA-256 of seed and counter. For tests and the sample workspace, never for secrets. */
export function seededRng(seed: string): Rng {
  let counter = 0;
  return {
    bytes(length) {
      const parts: Buffer[] = [];
      for (let have = 0; have < length; have += 32) {
        parts.push(createHash('sha256').update(`${seed}:${counter}`).digest());
        counter += 1;
      }
      return Buffer.concat(parts).subarray(0, length);
    },
  };
}
