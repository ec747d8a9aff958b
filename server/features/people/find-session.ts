import { sql } from 'drizzle-orm';
import { sessions } from '@/db/schema';
import { tokenHash } from '@/server/auth/session-token';
import { dateOf } from '@/server/platform/clock';
import type { PersonContext } from '@/server/platform/context';
import { ofPerson, withoutWall, withPerson } from '@/server/platform/transaction';

const notedEveryMs = 5 * 60_000;

/** Who a session token belongs to, or undefined when it is unknown, revoked or over. Asked on every request. */
export async function findSession(
  ctx: Pick<PersonContext, 'db' | 'clock'>,
  token: string,
): Promise<PersonContext['person']> {
  const [row] = await withoutWall(ctx.db, (tx) =>
    tx.execute<{ id: string; person_id: string; expires_at: Date | string; last_seen_at: Date | string }>(
      sql`select * from find_session(${tokenHash(token)})`,
    ),
  );
  const nowMs = ctx.clock.nowMs();
  if (!row || new Date(row.expires_at).getTime() <= nowMs) return undefined;
  const person = { id: row.person_id, sessionId: row.id };
  if (nowMs - new Date(row.last_seen_at).getTime() > notedEveryMs) await noteSeen(ctx, person);
  return person;
}

async function noteSeen(
  ctx: Pick<PersonContext, 'db' | 'clock'>,
  person: { id: string; sessionId: string },
): Promise<void> {
  await withPerson({ db: ctx.db, person }, (tx) =>
    tx
      .update(sessions)
      .set({ lastSeenAt: dateOf(ctx.clock) })
      .where(ofPerson(person.id, sessions, sql`${sessions.id} = ${person.sessionId}`)),
  );
}
