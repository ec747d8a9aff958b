import { sql } from 'drizzle-orm';
import type { Role } from '@/server/auth/permissions';
import { requirePermission } from '@/server/auth/require-permission';
import type { ServiceContext } from '@/server/platform/context';
import { withWorkspace } from '@/server/platform/transaction';

interface Member {
  personId: string;
  name: string;
  email: string;
  role: Role;
  joinedAt: Date;
}

/** Everyone in the workspace, by name. */
export async function listMembers(ctx: ServiceContext): Promise<Member[]> {
  requirePermission(ctx, 'members:read');
  const rows = await withWorkspace(ctx, (tx) =>
    tx.execute<{ person_id: string; name: string; email: string; role: Role; joined_at: string }>(sql`
      select person_id, name, email, role, joined_at from workspace_people
      where workspace_id = ${ctx.workspace.id} order by lower(name), person_id`),
  );
  return rows.map((row) => ({
    personId: row.person_id,
    name: row.name,
    email: row.email,
    role: row.role,
    joinedAt: new Date(row.joined_at),
  }));
}
