import { eq, isNull } from 'drizzle-orm';
import { mailedTokens, people } from '@/db/schema';
import { verifyPassword } from '@/server/auth/passwords';
import { takeFrom } from '@/server/auth/rate-limit';
import type { PersonContext } from '@/server/platform/context';
import { AppError } from '@/server/platform/errors';
import { ofPerson, withPerson } from '@/server/platform/transaction';
import { lookUpToken, nameAndAddress, spentLink } from './internal';
import { linkBucket } from './limits';
import type { VerifyAddressInput } from './schemas';

/** Finishes a sign-up: who opens the mailed link must know the password that was chosen. Returns the address to sign in with. */
export async function verifyAddress(ctx: PersonContext, input: VerifyAddressInput): Promise<{ email: string }> {
  await takeFrom(ctx, [linkBucket(ctx.client.address)]);
  const { id, personId } = await lookUpToken(ctx, input.token, 'verify');
  return withPerson({ db: ctx.db, person: { id: personId, sessionId: '' } }, async (tx) => {
    const thisToken = ofPerson(personId, mailedTokens, eq(mailedTokens.id, id), isNull(mailedTokens.usedAt));
    const [pending] = await tx.select().from(mailedTokens).where(thisToken).for('update');
    if (!pending) throw spentLink();
    if (!(await verifyPassword(pending.pendingPasswordHash, input.password)))
      throw new AppError('invalid', 'This is not the password you signed up with.', { field: 'password' });
    const now = new Date(ctx.clock.nowMs());
    const proven = { emailVerifiedAt: now, passwordHash: pending.pendingPasswordHash, name: pending.pendingName ?? '' };
    const [changed] = await tx
      .update(people)
      .set(proven)
      .where(ofPerson(personId, people, isNull(people.emailVerifiedAt)))
      .returning({ email: people.email });
    await tx.update(mailedTokens).set({ usedAt: now, pendingPasswordHash: null }).where(thisToken);
    return changed ?? { email: (await nameAndAddress(tx, personId)).email };
  });
}
