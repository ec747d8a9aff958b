import { mailedTokens } from '@/db/schema';
import { inEvenTime } from '@/server/auth/even-time';
import { hashPassword } from '@/server/auth/passwords';
import { takeFrom } from '@/server/auth/rate-limit';
import { newToken, tokenHash } from '@/server/auth/session-token';
import { alreadyRegisteredMail, enqueueMail, verifyAddressMail } from '@/server/features/mail';
import type { PersonContext } from '@/server/platform/context';
import { isAppError } from '@/server/platform/errors';
import { newId } from '@/server/platform/ids';
import { withPerson } from '@/server/platform/transaction';
import { insertPerson, type KnownPerson, lookUpPerson, nameAndAddress, requireGoodPassword } from './internal';
import { signUpBucket, unaskedMailBucket } from './limits';
import type { SignUpInput } from './schemas';

const linkHours = 48;

/**
 * Open to anyone. The answer and its time are the same whether the address has an account or not; the mail differs. The
 * name and the password wait with the mailed link, and count only for who opens it and knows the password.
 */
export async function signUp(ctx: PersonContext, input: SignUpInput): Promise<{ sentTo: string }> {
  requireGoodPassword(input.password, input.email);
  await takeFrom(ctx, [signUpBucket(ctx.client.address)]);
  return inEvenTime(() => answerSignUp(ctx, input));
}

async function answerSignUp(ctx: PersonContext, input: SignUpInput): Promise<{ sentTo: string }> {
  const passwordHash = await hashPassword(input.password);
  const known = await lookUpPerson(ctx, input.email);
  if (!(await mayMail(ctx, input.email))) return { sentTo: input.email };
  await planSignUpMail(ctx, input, { known, passwordHash });
  return { sentTo: input.email };
}

/** Of two sign-ups of one new address at once the second finds the person that the first made. */
async function planSignUpMail(
  ctx: PersonContext,
  input: SignUpInput,
  { known, passwordHash }: { known: KnownPerson | undefined; passwordHash: string },
): Promise<void> {
  const personId = known?.id ?? newId(ctx);
  const isMade = await withPerson({ db: ctx.db, person: { id: personId, sessionId: '' } }, async (tx) => {
    const owner = { personId };
    if (known?.isVerified) {
      const { name } = await nameAndAddress(tx, personId);
      await enqueueMail(tx, ctx, { ...alreadyRegisteredMail({ name }), to: input.email, owner });
      return true;
    }
    const now = new Date(ctx.clock.nowMs());
    if (!known && !(await insertPerson(tx, { personId, email: input.email, name: input.name, createdAt: now })))
      return false;
    const token = newToken(ctx.rng);
    await tx.insert(mailedTokens).values({
      id: newId(ctx),
      personId,
      purpose: 'verify',
      tokenHash: tokenHash(token),
      pendingName: input.name,
      pendingPasswordHash: passwordHash,
      createdAt: now,
      expiresAt: new Date(now.getTime() + linkHours * 3_600_000),
    });
    const mail = verifyAddressMail({ name: input.name, token, hours: linkHours });
    await enqueueMail(tx, ctx, { ...mail, to: input.email, owner });
    return true;
  });
  if (!isMade) await planSignUpMail(ctx, input, { known: await lookUpPerson(ctx, input.email), passwordHash });
}

/** False once an address got its share of mails nobody signed in asked for: then silence, never another answer. */
export async function mayMail(ctx: PersonContext, email: string): Promise<boolean> {
  try {
    await takeFrom(ctx, [unaskedMailBucket(email)]);
    return true;
  } catch (error) {
    if (isAppError(error, 'limit_reached')) return false;
    throw error;
  }
}
