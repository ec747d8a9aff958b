import { and, eq, isNull, ne, sql } from 'drizzle-orm';
import { people, sessions } from '@/db/schema';
import type { PersonContext } from '@/server/platform/context';
import type { Tx } from '@/server/platform/database';
import { AppError } from '@/server/platform/errors';
import { ofPerson, withoutWall } from '@/server/platform/transaction';
import { tokenHash } from '@/server/auth/session-token';
import { faultOfPassword, passwordFaults } from './domain/password-rules';

/** Who is signed in, or `unauthenticated`: the first line of every verb of a person. */
export function requirePerson(ctx: Pick<PersonContext, 'person'>): { id: string; sessionId: string } {
  if (!ctx.person) throw new AppError('unauthenticated', 'Sign in first.');
  return ctx.person;
}

export function requireGoodPassword(password: string, email: string): void {
  const fault = faultOfPassword(password, email);
  if (fault) throw new AppError('invalid', passwordFaults[fault], { field: 'password', fault });
}

export interface KnownPerson {
  id: string;
  passwordHash: string | null;
  isVerified: boolean;
}

export async function lookUpPerson(ctx: Pick<PersonContext, 'db'>, email: string): Promise<KnownPerson | undefined> {
  const [row] = await withoutWall(ctx.db, (tx) =>
    tx.execute<{ id: string; password_hash: string | null; email_verified_at: string | null }>(
      sql`select * from find_person_by_email(${email})`,
    ),
  );
  return row && { id: row.id, passwordHash: row.password_hash, isVerified: row.email_verified_at !== null };
}

/** False when somebody else took the address in the meantime. */
export async function insertPerson(tx: Tx, person: typeof people.$inferInsert): Promise<boolean> {
  const made = await tx
    .insert(people)
    .values(person)
    .onConflictDoNothing({ target: people.email })
    .returning({ id: people.personId });
  return made.length > 0;
}

export type TokenPurpose = 'verify' | 'reset';

/** The owner of a mailed link that still works, else `invalid` with one answer for every reason. */
export async function lookUpToken(
  ctx: Pick<PersonContext, 'db' | 'clock'>,
  token: string,
  purpose: TokenPurpose,
): Promise<{ id: string; personId: string }> {
  const [row] = await withoutWall(ctx.db, (tx) =>
    tx.execute<{ id: string; person_id: string; expires_at: string; used_at: string | null }>(
      sql`select * from find_mailed_token(${tokenHash(token)}, ${purpose})`,
    ),
  );
  if (!row || row.used_at || new Date(row.expires_at).getTime() <= ctx.clock.nowMs()) throw spentLink();
  return { id: row.id, personId: row.person_id };
}

export const spentLink = () =>
  new AppError('invalid', 'This link was used already or is too old. Ask for a new one.', { field: 'token' });

export async function nameAndAddress(tx: Tx, personId: string): Promise<{ name: string; email: string }> {
  const [row] = await tx
    .select({ name: people.name, email: people.email })
    .from(people)
    .where(ofPerson(personId, people));
  if (!row) throw new AppError('not_found', 'This account is gone.');
  return row;
}

/** Ends every session of a person, or all but one. They are refused on their next request. */
export async function endSessions(tx: Tx, personId: string, at: Date, except?: string): Promise<number> {
  const ended = await tx
    .update(sessions)
    .set({ revokedAt: at })
    .where(ofPerson(personId, sessions, and(isNull(sessions.revokedAt), except ? ne(sessions.id, except) : undefined)))
    .returning({ id: sessions.id });
  return ended.length;
}

export const isSession = (id: string) => eq(sessions.id, id);
