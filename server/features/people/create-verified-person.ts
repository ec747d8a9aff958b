import { isNull } from 'drizzle-orm';
import { people } from '@/db/schema';
import { hashPassword } from '@/server/auth/passwords';
import type { PersonContext } from '@/server/platform/context';
import { AppError } from '@/server/platform/errors';
import { newId } from '@/server/platform/ids';
import { ofPerson, withPerson } from '@/server/platform/transaction';
import { insertPerson, lookUpPerson, requireGoodPassword } from './internal';
import type { SignUpInput } from './schemas';

type Maker = Pick<PersonContext, 'db' | 'clock' | 'rng'>;

/**
 * Makes an account whose address is proven by something else than a sign-up mail: an invitation that was mailed to it,
 * or the operator of the machine. `conflict` when the address has a confirmed account already.
 */
export async function createVerifiedPerson(ctx: Maker, input: SignUpInput): Promise<{ id: string }> {
  requireGoodPassword(input.password, input.email);
  const passwordHash = await hashPassword(input.password);
  const known = await lookUpPerson(ctx, input.email);
  if (known?.isVerified)
    throw new AppError('conflict', 'This address has an account. Sign in instead.', { field: 'email' });
  const personId = known?.id ?? newId(ctx);
  const now = new Date(ctx.clock.nowMs());
  const proven = { name: input.name, passwordHash, emailVerifiedAt: now };
  await withPerson({ db: ctx.db, person: { id: personId, sessionId: '' } }, async (tx) => {
    const unproven = ofPerson(personId, people, isNull(people.emailVerifiedAt));
    const isOurs = known
      ? (await tx.update(people).set(proven).where(unproven)).count === 1
      : await insertPerson(tx, { personId, email: input.email, createdAt: now, ...proven });
    if (!isOurs)
      throw new AppError('conflict', 'Someone signed up with this address just now. Try again.', { field: 'email' });
  });
  return { id: personId };
}
