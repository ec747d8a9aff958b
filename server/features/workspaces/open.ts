import { sql } from 'drizzle-orm';
import type { Role } from '@/server/auth/permissions';
import type { PersonContext, Workspace } from '@/server/platform/context';
import { AppError } from '@/server/platform/errors';
import { withoutWall } from '@/server/platform/transaction';

/** The workspace of an address and this person's role there. One that is not theirs does not exist: `not_found`. */
export async function openWorkspaceOfPerson(
  ctx: Pick<PersonContext, 'db' | 'person'>,
  slug: string,
): Promise<{ workspace: Workspace; role: Role; personId: string }> {
  const { person } = ctx;
  if (!person) throw new AppError('unauthenticated', 'Sign in first.');
  const [row] = await withoutWall(ctx.db, (tx) =>
    tx.execute<Omit<Workspace, 'id'> & { id: string; role: Role }>(
      sql`select * from find_workspace_of_person(${slug}, ${person.id})`,
    ),
  );
  if (!row) throw new AppError('not_found', 'There is no such workspace, or you are not a member of it.');
  const { role, ...workspace } = row;
  return { workspace, role, personId: person.id };
}
