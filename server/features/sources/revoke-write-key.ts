import { eq, isNull } from 'drizzle-orm';
import { writeKeys } from '@/db/schema';
import { requirePermission } from '@/server/auth/require-permission';
import { audit } from '@/server/platform/audit';
import { dateOf } from '@/server/platform/clock';
import type { ServiceContext } from '@/server/platform/context';
import { AppError } from '@/server/platform/errors';
import { inWorkspace, withWorkspace } from '@/server/platform/transaction';
import type { WriteKeyInput } from './schemas';

/** Ends a write key; every ingest process refuses it within a second. */
export async function revokeWriteKey(ctx: ServiceContext, input: WriteKeyInput): Promise<void> {
  requirePermission(ctx, 'sources:write');
  await withWorkspace(ctx, async (tx) => {
    const [revoked] = await tx
      .update(writeKeys)
      .set({ revokedAt: dateOf(ctx.clock) })
      .where(inWorkspace(ctx, writeKeys, eq(writeKeys.id, input.keyId), isNull(writeKeys.revokedAt)))
      .returning({ id: writeKeys.id });
    if (!revoked) throw new AppError('not_found', 'This key does not exist or was revoked before.');
    await audit(tx, ctx, {
      verb: 'sources.revokeWriteKey',
      subject: `write_key:${revoked.id}`,
      fields: ['revoked_at'],
    });
  });
}
