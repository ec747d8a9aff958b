import { requirePermission } from '@/server/auth/require-permission';
import { planSegment } from '@/server/features/segments';
import type { ServiceContext } from '@/server/platform/context';
import { AppError } from '@/server/platform/errors';
import { decodeCursor, encodeCursor, type Position } from '@/server/platform/cursor';
import { countCustomers, type ListedCustomer, listedCustomers } from './list.ch';
import type { CustomerPage, CustomerRow, ExportCustomersInput, ListCustomersInput } from './schemas';

/** One page of customers with their totals, and how many match in all. */
export async function listCustomers(ctx: ServiceContext, input: ListCustomersInput): Promise<CustomerPage> {
  requirePermission(ctx, 'customers:read');
  const after = input.cursor === undefined ? undefined : decodeCursor(input.cursor);
  if (input.cursor !== undefined && !after)
    throw new AppError('invalid', 'This page address is not one of ours. Start from the first page.');
  const segment = await segmentOf(ctx, input);
  const [rows, [counted]] = await Promise.all([
    ctx.ch.run(listedCustomers(segment), { ...questionOf(input, after, input.limit + 1), ...segment?.values }),
    ctx.ch.run(countCustomers(segment), { ...filtersOf(input), ...segment?.values }),
  ]);
  const page = rows.slice(0, input.limit);
  const last = page.at(-1);
  const next =
    rows.length > input.limit && last ? encodeCursor([last.sort_text || last.sort_number, last.no]) : undefined;
  return { rows: page.map(toCustomerRow), total: counted?.total ?? 0, next };
}

/** Every customer of the filter, as they come: for the CSV made on the server. */
export async function* exportCustomers(ctx: ServiceContext, input: ExportCustomersInput): AsyncIterable<CustomerRow> {
  requirePermission(ctx, 'customers:read');
  const segment = await segmentOf(ctx, input);
  const asked = { ...questionOf(input, undefined, 0xffffffff), ...segment?.values };
  for await (const row of ctx.ch.stream(listedCustomers(segment), asked)) yield toCustomerRow(row);
}

const segmentOf = async (ctx: ServiceContext, { segment }: ExportCustomersInput) =>
  segment === undefined ? undefined : planSegment(ctx, { segment });

const filtersOf = ({ search, country, channel }: ExportCustomersInput) => ({
  search,
  country: country ?? '',
  channel: channel ?? '',
});

function questionOf(input: ExportCustomersInput, after: Position | undefined, limit: number) {
  const [value, no] = after ?? [0, 0];
  return {
    ...filtersOf(input),
    sort: input.sort,
    descending: input.descending ? 1 : 0,
    sign: input.descending ? -1 : 1,
    has_after: after ? 1 : 0,
    after_number: typeof value === 'number' ? value : 0,
    after_text: typeof value === 'string' ? value : '',
    after_no: no,
    limit,
  };
}

const toCustomerRow = (row: ListedCustomer): CustomerRow => ({
  id: row.id,
  externalId: row.external_id,
  name: row.name,
  email: row.email,
  country: row.country,
  channel: row.channel,
  orders: row.orders,
  unknownAmounts: row.unknown_amounts,
  spendMinor: row.spend_minor,
  firstOrderAt: row.first_order,
  lastOrderAt: row.last_order,
  lastSeenAt: row.last_seen,
});
