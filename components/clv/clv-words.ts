import { formatCount, formatInterval, formatNumber, formatShare, nbsp } from '@/components/evidence/format';
import { formatMoney, moneyScale } from '@/components/evidence/money';
import { intervalWords, type Part, refusalWords } from '@/components/evidence/words';
import type { ClvGate, ClvModel, ClvRun } from '@/server/features/clv/schemas';

export const modelNames: Record<ClvModel, string> = {
  nbd: 'NBD',
  bgnbd: 'BG/NBD',
  mbgnbd: 'MBG/NBD',
  paretonbd: 'Pareto/NBD',
};

const gateNames: Record<string, string> = {
  buyers: 'the number of buyers',
  repeaters: 'the number of repeat buyers',
  history_weeks: 'the history in weeks',
};
const gateName = (gate: string): string => gateNames[gate] ?? gate.replaceAll('_', ' ');

const gateLabels: Record<string, string> = {
  buyers: 'Buyers',
  repeaters: 'Bought again',
  history_weeks: 'Weeks of history',
};
export const gateLabel = (gate: string): string => gateLabels[gate] ?? gate.replaceAll('_', ' ');

export const gateValue = (value: number): string => formatNumber(value, Number.isInteger(value) ? 0 : 1);

const greek: Record<string, string> = { alpha: 'α', beta: 'β' };

/** "r 0.6050, α 8.6351". */
export const parameterWords = (params: Record<string, number>): string =>
  Object.entries(params)
    .map(([name, value]) => `${greek[name] ?? name} ${formatNumber(value, 4)}`)
    .join(', ');

/** "$1.2M" of a number of whole units. */
export function money(units: number, currency: string, minorPerUnit: number): string {
  return formatMoney(Math.round(units * minorPerUnit), currency);
}

/** Both ends of an interval on the scale of the larger. */
export function moneyEnds(
  low: number,
  high: number,
  { currency, minorPerUnit }: { currency: string; minorPerUnit: number },
): string {
  const scale = moneyScale(Math.round(Math.max(Math.abs(low), Math.abs(high)) * minorPerUnit), currency);
  return formatInterval(low, high, (end) => formatMoney(Math.round(end * minorPerUnit), currency, { scale }));
}

const weeksWords = (weeks: number) => (weeks === 52 ? '12 months' : `${formatCount(Math.round(weeks))} weeks`);

/** The page's headline: what customers will bring, or which gate stands in the way. */
export function valueSentence(run: ClvRun, about: { currency: string; minorPerUnit: number }): Part[] {
  const failed = run.gates.find((gate) => !gate.ok);
  if (failed) return gateSentence(failed);
  const { forecast } = run;
  if (!forecast) return ['No model of purchases fits these data, so no future value is shown.'];
  if (!forecast.value) {
    const ends = formatInterval(forecast.purchases.low, forecast.purchases.high, (end) => formatCount(Math.round(end)));
    return [
      'Customers are expected to buy ',
      { figure: `${formatCount(Math.round(forecast.purchases.expected))} times`, id: 'purchases' },
      ` in the next ${weeksWords(forecast.horizonWeeks)} `,
      { aside: `(${intervalWords(ends)})` },
      '. Their spend cannot be modelled.',
    ];
  }
  const { value } = forecast;
  return [
    'A typical customer will bring ',
    { figure: money(value.median, about.currency, about.minorPerUnit), id: 'median' },
    ` in the next ${weeksWords(forecast.horizonWeeks)}; a quarter of them carry `,
    { figure: formatShare(value.topQuarterShare, { n: forecast.customers }), id: 'quarter' },
    ' of all value. Total: ',
    { figure: money(value.total, about.currency, about.minorPerUnit), id: 'total' },
    ' ',
    { aside: `(${intervalWords(moneyEnds(value.totalLow, value.totalHigh, about))})` },
    '.',
  ];
}

const gateSentence = (gate: ClvGate): Part[] =>
  refusalWords({
    model: 'Future value',
    gate: gateName(gate.gate),
    have: gateValue(gate.have),
    need: gateValue(gate.need),
  });

/** How the model did on days that it had not seen. */
export function backTestWords(run: ClvRun): string {
  const { holdout } = run;
  if (!holdout) return 'No days were held out, so nothing tells how far these figures can be trusted.';
  const miss = holdout.predicted / holdout.actual - 1;
  const size = formatNumber(Math.abs(miss) * 100, 1);
  const cameOut = size === formatNumber(0, 1) ? `exact to 0.1${nbsp}%` : `${size}${nbsp}% ${miss < 0 ? 'low' : 'high'}`;
  const inside = holdout.actual >= holdout.predictedLow && holdout.actual <= holdout.predictedHigh;
  return `On the ${formatCount(Math.round(holdout.weeks))} weeks it had not seen, the model came out ${cameOut}, ${inside ? 'inside' : 'outside'} its interval. Read single customers as ranges, not points.`;
}
