import { writeKeys } from '@/db/schema';
import { requirePermission } from '@/server/auth/require-permission';
import { audit } from '@/server/platform/audit';
import { dateOf } from '@/server/platform/clock';
import type { ServiceContext } from '@/server/platform/context';
import { newId } from '@/server/platform/ids';
import { withWorkspace } from '@/server/platform/transaction';
import { getHttpSource } from './internal';
import type { SourceInput } from './schemas';
import { hashWriteKey, makeWriteKey } from './write-key';

/** A new key of a source. `key` is shown this once: only its hash and last four characters are kept. */
export async function createWriteKey(ctx: ServiceContext, input: SourceInput): Promise<{ id: string; key: string }> {
  requirePermission(ctx, 'sources:write');
  const id = newId(ctx);
  const key = makeWriteKey(ctx.rng);
  await withWorkspace(ctx, async (tx) => {
    const source = await getHttpSource(tx, ctx, input.sourceId);
    await tx.insert(writeKeys).values({
      id,
      workspaceId: ctx.workspace.id,
      sourceId: source.id,
      keyHash: hashWriteKey(key),
      lastFour: key.slice(-4),
      createdAt: dateOf(ctx.clock),
    });
    await audit(tx, ctx, { verb: 'sources.createWriteKey', subject: `write_key:${id}`, fields: ['key_hash'] });
  });
  return { id, key };
}
