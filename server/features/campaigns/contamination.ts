import { sql } from 'drizzle-orm';
import type { Arm } from '@/db/schema/campaigns.constants';
import type { ServiceContext } from '@/server/platform/context';
import type { Tx } from '@/server/platform/database';
import type { Contamination } from './schemas';

/** Customers of a campaign as they count now: those joined by a merge are one, erased ones are none. */
export async function countUnits(tx: Tx, ctx: Pick<ServiceContext, 'workspace'>, campaignId: string): Promise<number> {
  const [row] = await tx.execute<{ units: number }>(sql`
    select count(distinct coalesce(c.merged_into, c.id))::integer as units from assignments a
    join customers c on c.workspace_id = ${ctx.workspace.id} and c.id = a.customer_id
    where a.workspace_id = ${ctx.workspace.id} and a.campaign_id = ${campaignId}`);
  return row?.units ?? 0;
}

/** Customers that were joined although they had been in different arms; the earliest assignment is the one that counts. */
export async function listContamination(
  tx: Tx,
  ctx: Pick<ServiceContext, 'workspace'>,
  campaignId: string,
): Promise<Contamination[]> {
  const rows = await tx.execute<{ id: string; external_id: string; kept: Arm; joined: number }>(sql`
    with units as (
      select coalesce(c.merged_into, c.id) as id, count(*)::integer as joined, count(distinct a.arm) as arms,
        (array_agg(a.arm order by a.assigned_at, a.key))[1] as kept
      from arms a join customers c on c.workspace_id = ${ctx.workspace.id} and c.id = a.customer_id
      where a.workspace_id = ${ctx.workspace.id} and a.campaign = ${campaignId} group by 1
    )
    select u.id, r.external_id, u.kept, u.joined from units u
    join customers r on r.workspace_id = ${ctx.workspace.id} and r.id = u.id
    where u.arms > 1 order by r.external_id limit 200`);
  return rows.map(({ id, external_id, kept, joined }) => ({ customerId: id, externalId: external_id, kept, joined }));
}
