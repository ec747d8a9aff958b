import { requirePermission } from '@/server/auth/require-permission';
import { csvLine } from '@/server/platform/csv';
import type { ServiceContext } from '@/server/platform/context';
import { streamSegmentCustomers } from './list-customers';
import type { PreviewSegmentInput } from './schemas';

/** The customers of a rule as CSV, saved or not; money in minor units of `currency`. */
export async function* writeSegmentCsv(ctx: ServiceContext, input: PreviewSegmentInput): AsyncGenerator<string> {
  requirePermission(ctx, 'segments:read');
  yield csvLine(['id', 'name', 'email', 'country', 'orders', 'net_spend_minor', 'currency']);
  for await (const row of streamSegmentCustomers(ctx, input))
    yield csvLine([
      row.externalId,
      row.name,
      row.email,
      row.country,
      row.orders,
      row.spendMinor,
      ctx.workspace.currency,
    ]);
}
