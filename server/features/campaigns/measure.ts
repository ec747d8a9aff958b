import { requirePermission } from '@/server/auth/require-permission';
import { sealSegment } from '@/server/features/segments';
import type { ServiceContext } from '@/server/platform/context';
import { judgeMeasurability } from './domain/measurability';
import { readHistory } from './read-history';
import type { Measurability, MeasureCampaignInput } from './schemas';

/** "Can this be measured?": what an audience of this size and this past would show. */
export async function measureCampaign(ctx: ServiceContext, input: MeasureCampaignInput): Promise<Measurability> {
  requirePermission(ctx, 'campaigns:read');
  const sealed = await sealSegment(ctx, { segment: input.segment });
  const { sums, from, until } = await readHistory(ctx, sealed, input.plan);
  return { ...judgeMeasurability(sums, input), from, until };
}
