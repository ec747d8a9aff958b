import { requirePermission } from '@/server/auth/require-permission';
import { dayNumberOf } from '@/server/platform/calendar';
import type { ServiceContext } from '@/server/platform/context';
import { AppError } from '@/server/platform/errors';
import { decodeCursor, encodeCursor } from '@/server/platform/cursor';
import { latestRisk } from './internal';
import { chanceTenths, type ListedAtRisk, listedAtRisk } from './risk.ch';
import type { AtRiskPage, AtRiskRow, ListAtRiskInput } from './schemas';

/** One page of customers by what is at risk with them, or of the lost by the value they would have. */
export async function listAtRisk(ctx: ServiceContext, input: ListAtRiskInput): Promise<AtRiskPage> {
  requirePermission(ctx, 'churn:read');
  const after = positionOf(input.cursor);
  const { risk } = await latestRisk(ctx);
  if (!risk) return { rows: [], total: 0, next: undefined };
  const isLost = input.show === 'lost';
  const [rows, tenths] = await Promise.all([
    ctx.ch.run(listedAtRisk, {
      run: risk.id,
      lost: isLost ? 1 : 0,
      has_after: after ? 1 : 0,
      after_rank: after?.rank ?? 0,
      after_no: after?.no ?? 0,
      limit: input.limit + 1,
    }),
    ctx.ch.run(chanceTenths, { run: risk.id }),
  ]);
  const page = rows.slice(0, input.limit);
  const last = page.at(-1);
  const from = dayNumberOf(risk.result.from);
  return {
    rows: page.map((row) => toAtRiskRow(row, from)),
    total: tenths.filter(({ tenth }) => tenth < 0 === isLost).reduce((sum, { customers }) => sum + customers, 0),
    next: rows.length > input.limit && last ? encodeCursor([last.rank, last.no]) : undefined,
  };
}

function positionOf(cursor: string | undefined): { rank: number; no: number } | undefined {
  if (cursor === undefined) return undefined;
  const [rank, no] = decodeCursor(cursor) ?? [];
  if (typeof rank !== 'number' || no === undefined)
    throw new AppError('invalid', 'This page address is not one of ours. Start from the first page.');
  return { rank, no };
}

const toAtRiskRow = (row: ListedAtRisk, from: number): AtRiskRow => ({
  id: row.id,
  externalId: row.external_id,
  name: row.name,
  email: row.email,
  chance: row.chance,
  chanceLow: row.chance_low,
  chanceHigh: row.chance_high,
  pAlive: row.p_alive,
  value: row.value,
  atRisk: row.at_risk,
  orders: row.orders,
  daysSince: from - row.last_d,
  usualGapDays: row.orders > 1 ? (row.last_d - row.first_d) / (row.orders - 1) : null,
});
