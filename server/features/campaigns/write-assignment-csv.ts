import { and, asc, eq, gt } from 'drizzle-orm';
import { assignments, customers, handOvers } from '@/db/schema';
import { requirePermission } from '@/server/auth/require-permission';
import { csvLine } from '@/server/platform/csv';
import type { ServiceContext } from '@/server/platform/context';
import { inWorkspace, withWorkspace } from '@/server/platform/transaction';
import { getCampaignInWorkspace } from './internal';
import type { CampaignInput } from './schemas';

const atOnce = 5_000;

/** Everyone who was assigned: the arm, since when, and how contact ended. Control has the moment it would have been contacted. */
export async function* writeAssignmentCsv(ctx: ServiceContext, input: CampaignInput): AsyncGenerator<string> {
  requirePermission(ctx, 'campaigns:read');
  requirePermission(ctx, 'customers:read');
  const { id } = await withWorkspace(ctx, (tx) => getCampaignInWorkspace(tx, ctx, input.id));
  yield csvLine(['customer_id', 'arm', 'assigned_at', 'due_at', 'contact', 'contact_problem']);
  for (let after: string | undefined; ; ) {
    const rows = await listAssigned(ctx, id, after);
    for (const row of rows)
      yield csvLine([
        row.externalId,
        row.arm,
        row.assignedAt.toISOString(),
        row.dueAt.toISOString(),
        row.state ?? 'none',
        row.problem,
      ]);
    if (rows.length < atOnce) return;
    after = rows.at(-1)?.customerId;
  }
}

const listAssigned = (ctx: ServiceContext, campaignId: string, after: string | undefined) =>
  withWorkspace(ctx, (tx) =>
    tx
      .select({
        customerId: assignments.customerId,
        externalId: customers.externalId,
        arm: assignments.arm,
        assignedAt: assignments.assignedAt,
        dueAt: assignments.dueAt,
        state: handOvers.state,
        problem: handOvers.problem,
      })
      .from(assignments)
      .innerJoin(customers, inWorkspace(ctx, customers, eq(customers.id, assignments.customerId)))
      .leftJoin(
        handOvers,
        inWorkspace(
          ctx,
          handOvers,
          and(eq(handOvers.campaignId, assignments.campaignId), eq(handOvers.customerId, assignments.customerId)),
        ),
      )
      .where(
        inWorkspace(
          ctx,
          assignments,
          eq(assignments.campaignId, campaignId),
          after === undefined ? undefined : gt(assignments.customerId, after),
        ),
      )
      .orderBy(asc(assignments.customerId))
      .limit(atOnce),
  );
