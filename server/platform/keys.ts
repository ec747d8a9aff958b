import { createCipheriv, createDecipheriv, createHmac, timingSafeEqual } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { AppError } from './errors';
import type { Rng } from './rng';

const keyFile = z.object({
  sessionSecret: z.string().min(32),
  current: z.string(),
  keys: z.record(z.string().regex(/^\w{1,16}$/), z.string()),
});

/** Key-encryption keys by id; `current` seals, all of them open. */
export interface KeyRing {
  sessionSecret: string;
  current: string;
  keys: ReadonlyMap<string, Buffer>;
}

/** Where the launcher keeps the keys when HOLDFAST_KEYS is not set. */
export const keyFileIn = (dir: string): string => path.join(dir, 'keys.json');

/**
 * Reads HOLDFAST_KEYS: `{"sessionSecret","current","keys":{id: base64 of 32 bytes}}`. With `dir` (HOLDFAST_DIR) a key
 * that is not among them is looked up in the key file there: `keys rotate` adds one while everything runs.
 */
export function parseKeys(json: string, dir?: string): KeyRing {
  const value = keyFile.parse(JSON.parse(json));
  const keys = new GrowingKeys(value.keys, dir && keyFileIn(dir));
  for (const [id, key] of keys) if (key.length !== 32) throw new Error(`HOLDFAST_KEYS: key ${id} is not 32 bytes`);
  if (!keys.has(value.current))
    throw new Error(`HOLDFAST_KEYS: the current key ${value.current} is not among the keys`);
  return { sessionSecret: value.sessionSecret, current: value.current, keys };
}

class GrowingKeys extends Map<string, Buffer> {
  constructor(
    known: Record<string, string>,
    private readonly file: string | undefined,
  ) {
    super(Object.entries(known).map(([id, base64]) => [id, Buffer.from(base64, 'base64')]));
  }

  override get(id: string): Buffer | undefined {
    const known = super.get(id);
    if (known || !this.file || !fs.existsSync(this.file)) return known;
    const { keys } = keyFile.parse(JSON.parse(fs.readFileSync(this.file, 'utf8')));
    for (const [each, base64] of Object.entries(keys)) this.set(each, Buffer.from(base64, 'base64'));
    return super.get(id);
  }
}

/** Where a secret belongs. It is authenticated with the ciphertext, so a sealed value moved elsewhere does not open. */
export interface SecretPlace {
  workspaceId: string;
  source: string;
  field: string;
}

const placeText = (place: SecretPlace) => Buffer.from(`${place.workspaceId}|${place.source}|${place.field}`, 'utf8');

function keyById(ring: KeyRing, id: string): Buffer {
  const key = ring.keys.get(id);
  if (!key) throw new AppError('precondition', `The key ${id} that sealed this secret is not in HOLDFAST_KEYS.`);
  return key;
}

/** AES-256-GCM: `v1.<key id>.<iv>.<tag>.<ciphertext>`, base64url parts. */
export function seal(ring: KeyRing, rng: Rng, place: SecretPlace, plain: Buffer): string {
  const iv = rng.bytes(12);
  const cipher = createCipheriv('aes-256-gcm', keyById(ring, ring.current), iv);
  cipher.setAAD(placeText(place));
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return [
    'v1',
    ring.current,
    iv.toString('base64url'),
    cipher.getAuthTag().toString('base64url'),
    body.toString('base64url'),
  ].join('.');
}

/** Opens what `seal` made for the same place; anything else is refused. */
export function unseal(ring: KeyRing, place: SecretPlace, sealed: string): Buffer {
  const [version, id, iv, tag, body] = sealed.split('.');
  if (version !== 'v1' || !id || !iv || !tag || body === undefined)
    throw new AppError('invalid', 'This is not a sealed secret.');
  const decipher = createDecipheriv('aes-256-gcm', keyById(ring, id), Buffer.from(iv, 'base64url'), {
    authTagLength: 16,
  });
  decipher.setAAD(placeText(place));
  decipher.setAuthTag(Buffer.from(tag, 'base64url'));
  try {
    return Buffer.concat([decipher.update(Buffer.from(body, 'base64url')), decipher.final()]);
  } catch (cause) {
    throw new AppError('invalid', 'This secret does not belong here or was changed.', {}, { cause });
  }
}

export const sealedWith = (sealed: string): string | undefined => sealed.split('.')[1];

/** First 16 bytes of HMAC-SHA256: the form in which message ids, bodies and tokens are compared. */
export const keyedHash = (secret: Buffer, text: string | Buffer): Buffer =>
  createHmac('sha256', secret).update(text).digest().subarray(0, 16);

export const sameBytes = (a: Buffer, b: Buffer): boolean => a.length === b.length && timingSafeEqual(a, b);
