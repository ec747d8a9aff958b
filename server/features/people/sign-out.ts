import type { PersonContext } from '@/server/platform/context';
import { isAppError } from '@/server/platform/errors';
import { findSession } from './find-session';
import { revokeSession } from './revoke-session';

/** Ends the session of a token. Signing out twice is no error. */
export async function signOut(ctx: PersonContext, sessionToken: string): Promise<void> {
  const person = await findSession(ctx, sessionToken);
  if (!person) return;
  try {
    await revokeSession({ ...ctx, person }, { id: person.sessionId });
  } catch (error) {
    if (!isAppError(error, 'not_found')) throw error;
  }
}
