import { sessions } from '@/db/schema';
import { knownDevice, makeDevice } from '@/server/auth/known-device';
import { verifyPassword } from '@/server/auth/passwords';
import { giveBack, takeFrom } from '@/server/auth/rate-limit';
import { newToken, tokenHash } from '@/server/auth/session-token';
import type { PersonContext } from '@/server/platform/context';
import { AppError } from '@/server/platform/errors';
import { newId } from '@/server/platform/ids';
import { withPerson } from '@/server/platform/transaction';
import { lookUpPerson } from './internal';
import { signInBuckets } from './limits';
import type { SignInInput } from './schemas';

export const sessionDays = 30;

export interface SignedIn {
  personId: string;
  /** Goes into the cookie; only its hash is kept. */
  sessionToken: string;
  /** Makes this browser known to the account. */
  device: string;
}

/**
 * Opens a session for an e-mail and a password. A wrong password, an unknown address and one that is not confirmed yet
 * get one answer after one time. Throws `unauthenticated`, or `limit_reached` before anything is compared.
 */
export async function signIn(ctx: PersonContext, input: SignInInput): Promise<SignedIn> {
  const device = knownDevice(ctx.keys, input.email, input.device);
  const buckets = signInBuckets(input.email, ctx.client.address, device);
  await takeFrom(ctx, buckets);
  const known = await lookUpPerson(ctx, input.email);
  const matches = await verifyPassword(known?.passwordHash, input.password);
  if (!known?.isVerified || !matches)
    throw new AppError('unauthenticated', 'E-mail and password do not match, or the address is not confirmed yet.');
  await giveBack(ctx, buckets);
  const sessionToken = await openSession(ctx, known.id);
  return { personId: known.id, sessionToken, device: makeDevice(ctx, input.email) };
}

async function openSession(ctx: PersonContext, personId: string): Promise<string> {
  const token = newToken(ctx.rng);
  const now = new Date(ctx.clock.nowMs());
  const id = newId(ctx);
  await withPerson({ db: ctx.db, person: { id: personId, sessionId: id } }, (tx) =>
    tx.insert(sessions).values({
      id,
      personId,
      tokenHash: tokenHash(token),
      userAgent: ctx.client.userAgent,
      address: ctx.client.address,
      createdAt: now,
      lastSeenAt: now,
      expiresAt: new Date(now.getTime() + sessionDays * 86_400_000),
    }),
  );
  return token;
}
