import { sampleMakings } from '@/db/schema';
import { requirePermission } from '@/server/auth/require-permission';
import type { ServiceContext } from '@/server/platform/context';
import { inWorkspace, withWorkspace } from '@/server/platform/transaction';
import type { SampleReset } from './schemas';

/** The reset under way; null where none was asked for, or where it is done and this is the fresh copy. */
export async function findSampleReset(ctx: ServiceContext): Promise<{ reset: SampleReset | null }> {
  requirePermission(ctx, 'workspace:read');
  const [reset] = await withWorkspace(ctx, (tx) =>
    tx
      .select({ stepsDone: sampleMakings.stepsDone, steps: sampleMakings.steps })
      .from(sampleMakings)
      .where(inWorkspace(ctx, sampleMakings)),
  );
  return { reset: reset ?? null };
}
