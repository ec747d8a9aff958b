import { formatCount, formatNumber, formatShare } from '@/components/evidence/format';
import type { Trace } from '@/components/shell/trace';
import type { ClvRun } from '@/server/features/clv/schemas';
import { modelNames, money, moneyEnds } from './clv-words';

/** Where the figures of the headline come from: the run, its inputs and its parameters. */
export function clvTraces(run: ClvRun, about: { currency: string; minorPerUnit: number }): Record<string, Trace> {
  const { forecast, chosen } = run;
  if (!forecast || !chosen) return {};
  const model = {
    name: modelNames[chosen],
    facts: [
      { term: 'Run', value: run.id },
      { term: 'Fitted to', value: `all days up to ${forecast.from}` },
      ...Object.entries(forecast.params).map(([term, value]) => ({ term, value: formatNumber(value, 5) })),
    ],
  };
  const facts = [
    { term: 'Customers', value: formatCount(forecast.customers) },
    { term: 'Horizon', value: `${forecast.horizonWeeks} weeks from ${forecast.from}` },
    { term: 'Source', value: 'purchase days of every customer (cust_day), refunds apart' },
  ];
  const purchases: Trace = {
    title: 'Purchases to come',
    value: formatCount(Math.round(forecast.purchases.expected)),
    facts,
    model,
  };
  if (!forecast.value) return { purchases };
  const { value } = forecast;
  const write = (units: number) => money(units, about.currency, about.minorPerUnit);
  return {
    purchases,
    median: {
      title: 'Median expected spend of a customer',
      value: write(value.median),
      meaning: `Half of the customers are expected to bring less. The mean is ${write(value.mean)}.`,
      facts,
      model,
    },
    quarter: {
      title: 'Share of value with the best quarter',
      value: formatShare(value.topQuarterShare),
      meaning: 'Customers in order of expected spend; the first quarter’s share of the total.',
      facts,
      model,
    },
    total: {
      title: 'Expected spend of all customers',
      value: write(value.total),
      interval: {
        estimate: value.total,
        low: value.totalLow,
        high: value.totalHigh,
        words: `95 % interval ${moneyEnds(value.totalLow, value.totalHigh, about)}`,
        tone: 'ink',
      },
      facts,
      model,
    },
  };
}
