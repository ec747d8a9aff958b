import { eq } from 'drizzle-orm';
import { workspaceSecrets } from '@/db/schema';
import type { ServiceContext } from '@/server/platform/context';
import type { Database } from '@/server/platform/database';
import { AppError } from '@/server/platform/errors';
import { unseal } from '@/server/platform/keys';
import { inWorkspace, withWorkspace } from '@/server/platform/transaction';

// A workspace's hash secret never changes, so one that was opened stays right as long as its pool lives.
const opened = new WeakMap<Database, Map<string, Buffer>>();

/** The secret behind the keys of a workspace's inbox. Throws `precondition` where it is missing or does not open. */
export async function loadHashSecret(ctx: Pick<ServiceContext, 'db' | 'keys' | 'workspace'>): Promise<Buffer> {
  const known = opened.get(ctx.db) ?? new Map<string, Buffer>();
  opened.set(ctx.db, known);
  const { id } = ctx.workspace;
  const secret = known.get(id) ?? (await openSecret(ctx));
  known.set(id, secret);
  return secret;
}

async function openSecret(ctx: Pick<ServiceContext, 'db' | 'keys' | 'workspace'>): Promise<Buffer> {
  const [row] = await withWorkspace(ctx, (tx) =>
    tx
      .select({ sealed: workspaceSecrets.sealed })
      .from(workspaceSecrets)
      .where(inWorkspace(ctx, workspaceSecrets, eq(workspaceSecrets.field, 'hash'))),
  );
  if (!row) throw new AppError('precondition', 'This workspace has no hash secret.');
  return unseal(ctx.keys, { workspaceId: ctx.workspace.id, source: 'workspace', field: 'hash' }, row.sealed);
}
