import { and, eq, lte } from 'drizzle-orm';
import { campaigns } from '@/db/schema';
import { audit } from '@/server/platform/audit';
import { dateOf } from '@/server/platform/clock';
import type { ServiceContext } from '@/server/platform/context';
import { inWorkspace, withWorkspace } from '@/server/platform/transaction';
import { skipOpenHandOvers } from '../internal';

/** Campaigns whose last window has passed are over: who was not reached by then is not contacted any more. */
export async function finishCampaigns(ctx: ServiceContext): Promise<void> {
  const now = dateOf(ctx.clock);
  await withWorkspace(ctx, async (tx) => {
    const ended = await tx
      .update(campaigns)
      .set({ state: 'finished', endedAt: now })
      .where(inWorkspace(ctx, campaigns, and(eq(campaigns.state, 'running'), lte(campaigns.endsAt, now))))
      .returning({ id: campaigns.id });
    for (const { id } of ended) {
      await skipOpenHandOvers(tx, ctx, { campaignId: id, problem: 'the window has passed' });
      await audit(tx, ctx, { verb: 'campaigns.finish', subject: `campaign:${id}`, fields: ['state'] });
    }
  });
}
