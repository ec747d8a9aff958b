import type { PersonContext } from '@/server/platform/context';
import { lookUpPerson } from './internal';

/** For commands and invitations, never for an answer to a browser: it tells whether an address has an account. */
export async function findPersonByEmail(
  ctx: Pick<PersonContext, 'db'>,
  email: string,
): Promise<{ id: string; isVerified: boolean } | undefined> {
  const known = await lookUpPerson(ctx, email.trim().toLowerCase());
  return known && { id: known.id, isVerified: known.isVerified };
}
