import { sources } from '@/db/schema';
import { requirePermission } from '@/server/auth/require-permission';
import { audit } from '@/server/platform/audit';
import { dateOf } from '@/server/platform/clock';
import type { ServiceContext } from '@/server/platform/context';
import { newId } from '@/server/platform/ids';
import { withWorkspace } from '@/server/platform/transaction';
import type { CreateSourceInput } from './schemas';

/** A source that takes records over HTTP, still without a write key. */
export async function createSource(ctx: ServiceContext, input: CreateSourceInput): Promise<{ id: string }> {
  requirePermission(ctx, 'sources:write');
  const id = newId(ctx);
  await withWorkspace(ctx, async (tx) => {
    const workspaceId = ctx.workspace.id;
    await tx.insert(sources).values({ id, workspaceId, kind: 'http', name: input.name, createdAt: dateOf(ctx.clock) });
    await audit(tx, ctx, { verb: 'sources.create', subject: `source:${id}`, fields: ['name'] });
  });
  return { id };
}
