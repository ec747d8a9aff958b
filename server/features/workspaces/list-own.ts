import { sql } from 'drizzle-orm';
import type { Role } from '@/server/auth/permissions';
import type { PersonContext } from '@/server/platform/context';
import { AppError } from '@/server/platform/errors';
import { withoutWall } from '@/server/platform/transaction';

export interface OwnWorkspace {
  id: string;
  slug: string;
  name: string;
  role: Role;
  isSample: boolean;
}

/** The workspaces this person is a member of, by name: the switcher and the chooser. */
export async function listOwnWorkspaces(ctx: Pick<PersonContext, 'db' | 'person'>): Promise<OwnWorkspace[]> {
  const { person } = ctx;
  if (!person) throw new AppError('unauthenticated', 'Sign in first.');
  const rows = await withoutWall(ctx.db, (tx) =>
    tx.execute<{ id: string; slug: string; name: string; role: Role; is_sample: boolean }>(
      sql`select * from list_workspaces_of_person(${person.id})`,
    ),
  );
  return rows.map(({ is_sample, ...row }) => ({ ...row, isSample: is_sample }));
}
