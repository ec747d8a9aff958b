import { cookieName } from '@/server/auth/session-cookie';
import { listLocalOutbox, type LocalMail, opensLocalOutbox } from '@/server/features/mail';
import { runtime } from './runtime';

export const outboxCookie = (): string => cookieName(runtime().keys, runtime().secure, 'outbox');

/** The mails for who holds the key of the local outbox; undefined without it, or where a mail server sends them. */
export async function outbox(key: string | undefined, origin: string): Promise<LocalMail[] | undefined> {
  const web = runtime();
  if (web.env.SMTP_URL || !key || !opensLocalOutbox(web.keys, key)) return undefined;
  return listLocalOutbox(web, origin);
}

/** Moves the key from the address into a cookie, so that it is not kept in the history or shown on the page. */
export function openOutbox(key: string): Response {
  const web = runtime();
  if (web.env.SMTP_URL || !opensLocalOutbox(web.keys, key)) return new Response('Not found', { status: 404 });
  const secure = web.secure ? '; Secure' : '';
  return new Response(null, {
    status: 303,
    headers: {
      location: '/outbox',
      'set-cookie': `${outboxCookie()}=${key}; Path=/; HttpOnly; SameSite=Lax; Max-Age=2592000${secure}`,
      'cache-control': 'private, no-store',
    },
  });
}
