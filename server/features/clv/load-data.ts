import { minorDigitsOf } from '@/server/features/ingest';
import { dayNumberOf } from '@/server/platform/calendar';
import type { ServiceContext } from '@/server/platform/context';
import type { ValuedHistories } from './domain/forecast';
import type { FitData } from './domain/report';
import { holdoutWeeks, purchaseHistories, repeatSpend, valuedHistories } from './histories.ch';
import type { FitClvInput } from './schemas';

/** Reads what a fit needs from the analytics store. */
export async function loadFitData(ctx: Pick<ServiceContext, 'ch' | 'workspace'>, input: FitClvInput): Promise<FitData> {
  const { calibrateUntil, holdoutUntil } = input;
  const calibrated = dayNumberOf(calibrateUntil);
  const until = dayNumberOf(holdoutUntil ?? calibrateUntil);
  const [histories, weeks, spend, valued] = await Promise.all([
    ctx.ch.run(purchaseHistories, { calibrated, until }),
    ctx.ch.run(holdoutWeeks, { calibrated, until }),
    ctx.ch.run(repeatSpend, { until: calibrated }),
    loadValued(ctx, until),
  ]);
  return {
    input,
    histories,
    weeks,
    spend,
    valued,
    holdoutWeeks: holdoutUntil === undefined ? undefined : (until - calibrated) / 7,
    unit: 10 ** (minorDigitsOf(ctx.workspace.currency) ?? 2),
  };
}

async function loadValued({ ch }: Pick<ServiceContext, 'ch'>, until: number): Promise<ValuedHistories> {
  const columns: Record<keyof ValuedHistories, number[]> = { x: [], tx: [], T: [], repeatMinor: [], customers: [] };
  for await (const row of ch.stream(valuedHistories, { until })) {
    columns.x.push(row.x);
    columns.tx.push(row.tx / 7);
    columns.T.push(row.t / 7);
    columns.repeatMinor.push(row.repeat_minor);
    columns.customers.push(row.customers);
  }
  return {
    x: Float64Array.from(columns.x),
    tx: Float64Array.from(columns.tx),
    T: Float64Array.from(columns.T),
    repeatMinor: Float64Array.from(columns.repeatMinor),
    customers: Float64Array.from(columns.customers),
  };
}
