import type { PersonContext } from '@/server/platform/context';
import { withPerson } from '@/server/platform/transaction';
import { endSessions, requirePerson } from './internal';

/** Ends every session of this person but the one that asks. */
export async function revokeOtherSessions(ctx: PersonContext): Promise<{ endedSessions: number }> {
  const person = requirePerson(ctx);
  const now = new Date(ctx.clock.nowMs());
  return { endedSessions: await withPerson(ctx, (tx) => endSessions(tx, person.id, now, person.sessionId)) };
}
