import { createHmac } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { PersonContext } from '@/server/platform/context';
import type { KeyRing } from '@/server/platform/keys';
import { sameBytes } from '@/server/platform/keys';
import { withoutWall } from '@/server/platform/transaction';
import { withOrigin } from './origin';

/**
 * The key of the local outbox: the first 32 characters of the hex HMAC-SHA256 of "holdfast local outbox" under the
 * session secret. The launcher keeps it in outbox.json as /outbox?key=…; whoever reads the outbox can open every mailed link.
 */
const localOutboxKey = (keys: Pick<KeyRing, 'sessionSecret'>): string =>
  createHmac('sha256', keys.sessionSecret).update('holdfast local outbox').digest('hex').slice(0, 32);

export const opensLocalOutbox = (keys: Pick<KeyRing, 'sessionSecret'>, key: string): boolean =>
  sameBytes(Buffer.from(localOutboxKey(keys)), Buffer.from(key));

export interface LocalMail {
  id: string;
  kind: string;
  to: string;
  subject: string;
  text: string;
  state: string;
  at: Date;
}

/** The newest mails of the whole installation, with their links. The caller has checked the key. */
export async function listLocalOutbox(ctx: Pick<PersonContext, 'db'>, origin: string, most = 50): Promise<LocalMail[]> {
  const rows = await withoutWall(ctx.db, (tx) =>
    tx.execute<{
      id: string;
      kind: string;
      to_address: string;
      subject: string;
      text_body: string;
      state: string;
      created_at: string;
    }>(sql`select id, kind, to_address, subject, text_body, state, created_at from list_local_outbox(${most})`),
  );
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    to: row.to_address,
    subject: row.subject,
    text: withOrigin(row.text_body, origin),
    state: row.state,
    at: new Date(row.created_at),
  }));
}
