import { createHash } from 'node:crypto';
import { decode } from 'next-auth/jwt';
import type { KeyRing } from '@/server/platform/keys';

/** Names carry the installation: cookies ignore ports, and two checkouts on one host must not sign each other out. */
export function cookieName(keys: KeyRing, secure: boolean, purpose: string): string {
  const installation = createHash('sha256').update(keys.sessionSecret).digest('hex').slice(0, 8);
  return `${secure ? '__Host-' : ''}holdfast-${purpose}-${installation}`;
}

export function readCookie(headers: Headers, name: string): string | undefined {
  for (const part of (headers.get('cookie') ?? '').split(';')) {
    const at = part.indexOf('=');
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim();
  }
  return undefined;
}

/** The session token inside the signed cookie, or undefined. The cookie alone proves nothing: the token is looked up. */
export async function readSessionToken(headers: Headers, keys: KeyRing, secure: boolean): Promise<string | undefined> {
  const carrier = readCookie(headers, cookieName(keys, secure, 'session'));
  if (!carrier) return undefined;
  const opened = await decode({ token: carrier, secret: keys.sessionSecret }).catch(() => null);
  return typeof opened?.session === 'string' ? opened.session : undefined;
}
