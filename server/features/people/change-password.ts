import { people } from '@/db/schema';
import { hashPassword, verifyPassword } from '@/server/auth/passwords';
import { takeFrom } from '@/server/auth/rate-limit';
import { enqueueMail, passwordChangedMail } from '@/server/features/mail';
import type { PersonContext } from '@/server/platform/context';
import { AppError } from '@/server/platform/errors';
import { ofPerson, withPerson } from '@/server/platform/transaction';
import { endSessions, requireGoodPassword, requirePerson } from './internal';
import { passwordBucket } from './limits';
import type { ChangePasswordInput } from './schemas';

/** Sets a new password for who is signed in and knows the old one. Their other sessions end. */
export async function changePassword(
  ctx: PersonContext,
  input: ChangePasswordInput,
): Promise<{ endedSessions: number }> {
  const person = requirePerson(ctx);
  await takeFrom(ctx, [passwordBucket(person.id)]);
  const [own] = await withPerson(ctx, (tx) => tx.select().from(people).where(ofPerson(person.id, people)));
  if (!own || !(await verifyPassword(own.passwordHash, input.current)))
    throw new AppError('invalid', 'This is not your present password.', { field: 'current' });
  requireGoodPassword(input.password, own.email);
  const passwordHash = await hashPassword(input.password);
  return withPerson(ctx, async (tx) => {
    await tx.update(people).set({ passwordHash }).where(ofPerson(person.id, people));
    const endedSessions = await endSessions(tx, person.id, new Date(ctx.clock.nowMs()), person.sessionId);
    const owner = { personId: person.id };
    await enqueueMail(tx, ctx, { ...passwordChangedMail({ name: own.name }), to: own.email, owner });
    return { endedSessions };
  });
}
