import { requirePermission } from '@/server/auth/require-permission';
import type { ServiceContext } from '@/server/platform/context';
import { csvLine } from '@/server/platform/csv';
import { exportCustomers } from './list';
import type { CustomerRow, ExportCustomersInput } from './schemas';

type Cell = string | number | null;

const columns: readonly [string, (row: CustomerRow) => Cell][] = [
  ['id', (row) => row.externalId],
  ['name', (row) => row.name],
  ['email', (row) => row.email],
  ['country', (row) => row.country],
  ['acquisition_channel', (row) => row.channel],
  ['orders', (row) => row.orders],
  ['orders_without_amount', (row) => row.unknownAmounts],
  ['net_spend_minor', (row) => row.spendMinor],
  ['first_order_at', (row) => row.firstOrderAt],
  ['last_order_at', (row) => row.lastOrderAt],
  ['last_seen_at', (row) => row.lastSeenAt],
];

/** Lines of a CSV of the customers that match, headed by their columns; money in minor units of `currency`. */
export async function* writeCustomersCsv(ctx: ServiceContext, input: ExportCustomersInput): AsyncGenerator<string> {
  requirePermission(ctx, 'customers:read');
  yield csvLine([...columns.map(([name]) => name), 'currency']);
  for await (const row of exportCustomers(ctx, input))
    yield csvLine([...columns.map(([, cell]) => cell(row)), ctx.workspace.currency]);
}
