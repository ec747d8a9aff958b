import { createHmac } from 'node:crypto';

/** The same server as `address`, as another user. The password follows from the keys, so every start gives the same. */
export function roleAddress(address: string, user: string, sessionSecret: string): string {
  const url = new URL(address);
  url.username = user;
  url.password = createHmac('sha256', sessionSecret).update(`password of ${user}`).digest('base64url');
  return url.href;
}
