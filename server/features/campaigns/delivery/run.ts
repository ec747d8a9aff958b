import { sql } from 'drizzle-orm';
import { dateOf } from '@/server/platform/clock';
import type { ServiceContext, Workspace } from '@/server/platform/context';
import { withoutWall } from '@/server/platform/transaction';
import { assignLaunched } from './assign';
import { type DeliveredHandOvers, type Delivery, deliverHandOvers } from './deliver';
import { finishCampaigns } from './finish';

/** Workspaces with something to do for campaigns, in the order of their numbers. */
export const listWorkspacesWithHandOvers = (deps: Pick<ServiceContext, 'db' | 'clock'>): Promise<Workspace[]> =>
  withoutWall(deps.db, async (tx) => [
    ...(await tx.execute<Record<string, unknown> & Workspace>(
      sql`select * from list_workspaces_with_hand_overs(${dateOf(deps.clock).toISOString()}::timestamptz)`,
    )),
  ]);

/** One turn of the worker in a workspace: windows that ended, hand-overs that are due, then launches. */
export async function runCampaigns(ctx: Delivery): Promise<DeliveredHandOvers & { assigned: number }> {
  await finishCampaigns(ctx);
  const delivered = await deliverHandOvers(ctx);
  return { ...delivered, assigned: await assignLaunched(ctx) };
}
