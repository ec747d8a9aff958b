import { mailedTokens } from '@/db/schema';
import { newToken, tokenHash } from '@/server/auth/session-token';
import type { PersonContext } from '@/server/platform/context';
import { AppError } from '@/server/platform/errors';
import { newId } from '@/server/platform/ids';
import { withPerson } from '@/server/platform/transaction';
import { endSessions, lookUpPerson } from './internal';

const linkMinutes = 60;

interface OwnerReset {
  email: string;
  /** Path of the page that takes a new password; the caller puts the address of the installation before it. */
  path: string;
  expiresAt: Date;
  endedSessions: number;
}

/**
 * For the operator of the machine, when an owner cannot sign in and no mail arrives: makes a link that takes a new
 * password, and ends every session. Works for addresses that are not confirmed yet; `not_found` for unknown ones.
 */
export async function resetOwner(
  ctx: Pick<PersonContext, 'db' | 'clock' | 'rng'>,
  input: { email: string },
): Promise<OwnerReset> {
  const email = input.email.trim().toLowerCase();
  const known = await lookUpPerson(ctx, email);
  if (!known) throw new AppError('not_found', `No account has the address ${email}.`);
  const token = newToken(ctx.rng);
  const now = new Date(ctx.clock.nowMs());
  const expiresAt = new Date(now.getTime() + linkMinutes * 60_000);
  const endedSessions = await withPerson({ db: ctx.db, person: { id: known.id, sessionId: '' } }, async (tx) => {
    await tx.insert(mailedTokens).values({
      id: newId(ctx),
      personId: known.id,
      purpose: 'reset',
      tokenHash: tokenHash(token),
      createdAt: now,
      expiresAt,
    });
    return endSessions(tx, known.id, now);
  });
  return { email, path: `/reset?token=${token}`, expiresAt, endedSessions };
}
