import { eq, sql } from 'drizzle-orm';
import { handOvers } from '@/db/schema';
import type { HandOverState } from '@/db/schema/campaigns.constants';
import { dateOf } from '@/server/platform/clock';
import type { ServiceContext } from '@/server/platform/context';
import type { Tx } from '@/server/platform/database';
import { inWorkspace, withWorkspace } from '@/server/platform/transaction';
import type { ClaimedHandOver } from './contact';

export interface Claimant extends ServiceContext {
  /** Names this process in a claim. */
  worker: string;
}

const nowOf = (ctx: Pick<ServiceContext, 'clock'>) => sql`${dateOf(ctx.clock).toISOString()}::timestamptz`;

/** What a dead worker left open may have reached the other side: uncertain, and never sent again by itself. */
export async function closeLostHandOvers(ctx: ServiceContext): Promise<number> {
  return withWorkspace(ctx, async (tx) => {
    const closed = await tx
      .update(handOvers)
      .set({ state: 'uncertain', problem: 'the sender stopped during the hand-over' })
      .where(
        inWorkspace(
          ctx,
          handOvers,
          eq(handOvers.state, 'handing_over'),
          sql`${handOvers.claimedAt} < ${nowOf(ctx)} - interval '5 minutes'`,
        ),
      )
      .returning({ id: handOvers.id });
    return closed.length;
  });
}

/**
 * The next due hand-over of a running campaign, so that of many workers each gets another; a claim older than five
 * minutes that never reached the hand-over is taken again.
 */
export async function claimHandOver(ctx: Claimant): Promise<ClaimedHandOver | undefined> {
  const ws = ctx.workspace.id;
  const rows = await withWorkspace(ctx, (tx) =>
    tx.execute<{ id: string; campaign_id: string; customer_id: string; step: number; attempts: number }>(sql`
      with due as (
        select h.campaign_id, h.step, h.customer_id from hand_overs h
        join campaigns c on c.workspace_id = ${ws} and c.id = h.campaign_id and c.state = 'running'
        where h.workspace_id = ${ws} and h.state in ('planned', 'claimed', 'handing_over') and ((h.state = 'planned' and h.not_before <= ${nowOf(ctx)})
          or (h.state = 'claimed' and h.claimed_at < ${nowOf(ctx)} - interval '5 minutes'))
        order by h.not_before limit 1 for update of h skip locked
      )
      update hand_overs h set state = 'claimed', claimed_by = ${ctx.worker}, claimed_at = ${nowOf(ctx)}, attempts = h.attempts + 1
      from due d where h.workspace_id = ${ws} and h.campaign_id = d.campaign_id and h.step = d.step and h.customer_id = d.customer_id
      returning h.id, h.campaign_id, h.customer_id, h.step, h.attempts`),
  );
  const [row] = rows;
  return (
    row && {
      id: row.id,
      campaignId: row.campaign_id,
      customerId: row.customer_id,
      step: row.step,
      attempts: row.attempts,
    }
  );
}

interface Step {
  from: HandOverState;
  to: HandOverState;
  problem?: string | null;
  addressHash?: Buffer | null;
  /** For a way back to planned. */
  waitSeconds?: number;
}

/** One step by the worker that holds the claim; false when it no longer does. */
export async function stepHandOver(tx: Tx, ctx: Claimant, handOver: ClaimedHandOver, step: Step): Promise<boolean> {
  const { from, to, problem = null, addressHash, waitSeconds } = step;
  const stepped = await tx
    .update(handOvers)
    .set({
      state: to,
      problem,
      ...(addressHash === undefined ? {} : { addressHash }),
      ...(to === 'sent' ? { sentAt: dateOf(ctx.clock) } : {}),
      ...(waitSeconds === undefined ? {} : { notBefore: new Date(ctx.clock.nowMs() + 1000 * waitSeconds) }),
    })
    .where(
      inWorkspace(
        ctx,
        handOvers,
        eq(handOvers.campaignId, handOver.campaignId),
        eq(handOvers.step, handOver.step),
        eq(handOvers.customerId, handOver.customerId),
        eq(handOvers.state, from),
        eq(handOvers.claimedBy, ctx.worker),
      ),
    )
    .returning({ id: handOvers.id });
  return stepped.length > 0;
}
