import { requirePermission } from '@/server/auth/require-permission';
import { getAsOfDay } from '@/server/features/workspaces';
import { dayNumberOf } from '@/server/platform/calendar';
import type { ServiceContext } from '@/server/platform/context';
import { tally } from './domain/groups';
import { rfmBounds, rfmCells, rfmSpreads } from './rfm.ch';
import type { RfmInput, RfmReport, RfmSpread } from './schemas';

/** Recency, frequency and monetary value of everybody who has bought, scored by quintiles of average rank, in named groups. */
export async function getRfm(ctx: ServiceContext, input: RfmInput): Promise<RfmReport> {
  requirePermission(ctx, 'segments:read');
  const at = input.at ?? (await getAsOfDay(ctx)).day;
  const day = { at: dayNumberOf(at) };
  const [rows, [spreads], bounds] = await Promise.all([
    ctx.ch.run(rfmCells, day),
    ctx.ch.run(rfmSpreads, day),
    ctx.ch.run(rfmBounds, day),
  ]);
  const boundsOf = (wanted: 'r' | 'f') =>
    bounds.flatMap(({ measure, ...bound }) => (measure === wanted ? [bound] : [])).sort((a, b) => b.score - a.score);
  const cells = rows.map(({ net_minor: netMinor, ...cell }) => ({ ...cell, netMinor }));
  return {
    at,
    ...tally(cells),
    recencyDays: spreadOf(spreads?.r_mean, spreads?.r_at),
    frequency: spreadOf(spreads?.f_mean, spreads?.f_at),
    monetary: spreadOf(spreads?.m_mean, spreads?.m_at),
    cells,
    bounds: { r: boundsOf('r'), f: boundsOf('f') },
  };
}

function spreadOf(mean = 0, at: readonly number[] = []): RfmSpread {
  const [p20, p40, median = 0, p60, p80] = at;
  return { mean, median, edges: [p20, p40, p60, p80].filter((edge) => edge !== undefined) };
}
