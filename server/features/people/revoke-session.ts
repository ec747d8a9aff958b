import { isNull } from 'drizzle-orm';
import { sessions } from '@/db/schema';
import type { PersonContext } from '@/server/platform/context';
import { AppError } from '@/server/platform/errors';
import { ofPerson, withPerson } from '@/server/platform/transaction';
import { isSession, requirePerson } from './internal';
import type { RevokeSessionInput } from './schemas';

/** Ends one session of one's own. It is refused on its next request, by every process. */
export async function revokeSession(ctx: PersonContext, input: RevokeSessionInput): Promise<void> {
  const person = requirePerson(ctx);
  const [ended] = await withPerson(ctx, (tx) =>
    tx
      .update(sessions)
      .set({ revokedAt: new Date(ctx.clock.nowMs()) })
      .where(ofPerson(person.id, sessions, isSession(input.id), isNull(sessions.revokedAt)))
      .returning({ id: sessions.id }),
  );
  if (!ended) throw new AppError('not_found', 'There is no such session, or it ended already.');
}
