import { createHash } from 'node:crypto';
import type { Rng } from '@/server/platform/rng';

/** 256 bits, base64url. Only its SHA-256 is kept: a token of a session, a mailed link or an invitation. */
export const newToken = (rng: Rng): string => rng.bytes(32).toString('base64url');

export const tokenHash = (token: string): Buffer => createHash('sha256').update(token).digest();
