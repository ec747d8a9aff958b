import { mailedTokens } from '@/db/schema';
import { inEvenTime } from '@/server/auth/even-time';
import { takeFrom } from '@/server/auth/rate-limit';
import { newToken, tokenHash } from '@/server/auth/session-token';
import { enqueueMail, resetPasswordMail } from '@/server/features/mail';
import type { PersonContext } from '@/server/platform/context';
import { newId } from '@/server/platform/ids';
import { withPerson } from '@/server/platform/transaction';
import { lookUpPerson, nameAndAddress } from './internal';
import { resetBucket } from './limits';
import type { RequestResetInput } from './schemas';
import { mayMail } from './sign-up';

const linkMinutes = 60;

/** Mails a link to choose a new password to a confirmed address; the answer is the same for every other one. */
export async function requestReset(ctx: PersonContext, input: RequestResetInput): Promise<{ sentTo: string }> {
  await takeFrom(ctx, [resetBucket(ctx.client.address)]);
  return inEvenTime(() => answerReset(ctx, input));
}

async function answerReset(ctx: PersonContext, input: RequestResetInput): Promise<{ sentTo: string }> {
  const known = await lookUpPerson(ctx, input.email);
  const personId = known?.isVerified ? known.id : undefined;
  const mayMailIt = await mayMail(ctx, input.email);
  if (personId && mayMailIt) await planResetMail(ctx, personId, input.email);
  return { sentTo: input.email };
}

async function planResetMail(ctx: PersonContext, personId: string, to: string): Promise<void> {
  await withPerson({ db: ctx.db, person: { id: personId, sessionId: '' } }, async (tx) => {
    const token = newToken(ctx.rng);
    const { name } = await nameAndAddress(tx, personId);
    const now = new Date(ctx.clock.nowMs());
    await tx.insert(mailedTokens).values({
      id: newId(ctx),
      personId,
      purpose: 'reset',
      tokenHash: tokenHash(token),
      createdAt: now,
      expiresAt: new Date(now.getTime() + linkMinutes * 60_000),
    });
    await enqueueMail(tx, ctx, {
      ...resetPasswordMail({ name, token, minutes: linkMinutes }),
      to,
      owner: { personId },
    });
  });
}
