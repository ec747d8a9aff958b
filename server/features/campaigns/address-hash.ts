import { eq } from 'drizzle-orm';
import { workspaceSecrets } from '@/db/schema';
import type { ServiceContext } from '@/server/platform/context';
import type { Tx } from '@/server/platform/database';
import { AppError } from '@/server/platform/errors';
import { keyedHash, unseal } from '@/server/platform/keys';
import { inWorkspace } from '@/server/platform/transaction';

export type AddressHasher = (address: string) => Buffer;

/** Addresses stand in lists as keyed hashes under the workspace's secret: what was erased is still left alone. */
export async function addressHasher(tx: Tx, ctx: Pick<ServiceContext, 'workspace' | 'keys'>): Promise<AddressHasher> {
  const place = { workspaceId: ctx.workspace.id, source: 'workspace', field: 'hash' };
  const [row] = await tx
    .select({ sealed: workspaceSecrets.sealed })
    .from(workspaceSecrets)
    .where(inWorkspace(ctx, workspaceSecrets, eq(workspaceSecrets.field, place.field)));
  if (!row) throw new AppError('precondition', 'This workspace has no hash secret.');
  const secret = unseal(ctx.keys, place, row.sealed);
  return (address) => keyedHash(secret, `address\n${address.trim().toLowerCase()}`);
}
