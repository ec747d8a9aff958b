import { createHmac } from 'node:crypto';
import { type KeyRing, sameBytes } from '@/server/platform/keys';
import type { Rng } from '@/server/platform/rng';

// A browser that signed in to an account once. It has attempts of its own, which nobody else can use up.
const proof = (keys: KeyRing, email: string, nonce: string): string =>
  createHmac('sha256', keys.sessionSecret).update(`known device:${nonce}:${email}`).digest('base64url');

export function makeDevice(source: { keys: KeyRing; rng: Rng }, email: string): string {
  const nonce = source.rng.bytes(12).toString('base64url');
  return `${nonce}.${proof(source.keys, email, nonce)}`;
}

/** The name of a device that is known to this account, or undefined. */
export function knownDevice(keys: KeyRing, email: string, cookie: string | undefined): string | undefined {
  const [nonce, given] = (cookie ?? '').split('.');
  if (!nonce || !given) return undefined;
  return sameBytes(Buffer.from(proof(keys, email, nonce)), Buffer.from(given)) ? nonce : undefined;
}
