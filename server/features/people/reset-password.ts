import { eq, isNull } from 'drizzle-orm';
import { mailedTokens, people } from '@/db/schema';
import { makeDevice } from '@/server/auth/known-device';
import { hashPassword } from '@/server/auth/passwords';
import { takeFrom } from '@/server/auth/rate-limit';
import { enqueueMail, passwordChangedMail } from '@/server/features/mail';
import type { PersonContext } from '@/server/platform/context';
import { ofPerson, withPerson } from '@/server/platform/transaction';
import { endSessions, lookUpToken, nameAndAddress, requireGoodPassword, spentLink } from './internal';
import { linkBucket } from './limits';
import type { ResetPasswordInput } from './schemas';

export interface PasswordReset {
  email: string;
  /** Makes this browser known to the account when it signs in with it: strangers cannot use up its attempts. */
  device: string;
}

/** Sets a new password by a mailed link, once. It proves the address and ends every session. */
export async function resetPassword(ctx: PersonContext, input: ResetPasswordInput): Promise<PasswordReset> {
  await takeFrom(ctx, [linkBucket(ctx.client.address)]);
  const { id, personId } = await lookUpToken(ctx, input.token, 'reset');
  const person = { id: personId, sessionId: '' };
  const { name, email } = await withPerson({ db: ctx.db, person }, (tx) => nameAndAddress(tx, personId));
  requireGoodPassword(input.password, email);
  const passwordHash = await hashPassword(input.password);
  const now = new Date(ctx.clock.nowMs());
  await withPerson({ db: ctx.db, person }, async (tx) => {
    const open = isNull(mailedTokens.usedAt);
    const [used] = await tx
      .update(mailedTokens)
      .set({ usedAt: now })
      .where(ofPerson(personId, mailedTokens, eq(mailedTokens.id, id), open))
      .returning({ id: mailedTokens.id });
    if (!used) throw spentLink();
    await tx
      .update(mailedTokens)
      .set({ usedAt: now })
      .where(ofPerson(personId, mailedTokens, open));
    await tx.update(people).set({ passwordHash, emailVerifiedAt: now }).where(ofPerson(personId, people));
    await endSessions(tx, personId, now);
    await enqueueMail(tx, ctx, { ...passwordChangedMail({ name }), to: email, owner: { personId } });
  });
  return { email, device: makeDevice(ctx, email) };
}
