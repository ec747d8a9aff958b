import { desc, gt, isNull } from 'drizzle-orm';
import { sessions } from '@/db/schema';
import type { PersonContext } from '@/server/platform/context';
import { ofPerson, withPerson } from '@/server/platform/transaction';
import { requirePerson } from './internal';

export interface SessionView {
  id: string;
  userAgent: string;
  address: string;
  createdAt: Date;
  lastSeenAt: Date;
  isCurrent: boolean;
}

/** Where this person is signed in, last seen first. */
export async function listSessions(ctx: PersonContext): Promise<SessionView[]> {
  const person = requirePerson(ctx);
  const now = new Date(ctx.clock.nowMs());
  const rows = await withPerson(ctx, (tx) =>
    tx
      .select({
        id: sessions.id,
        userAgent: sessions.userAgent,
        address: sessions.address,
        createdAt: sessions.createdAt,
        lastSeenAt: sessions.lastSeenAt,
      })
      .from(sessions)
      .where(ofPerson(person.id, sessions, isNull(sessions.revokedAt), gt(sessions.expiresAt, now)))
      .orderBy(desc(sessions.lastSeenAt)),
  );
  return rows.map((row) => ({ ...row, isCurrent: row.id === person.sessionId }));
}
