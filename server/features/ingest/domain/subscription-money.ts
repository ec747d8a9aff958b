import type { Money } from './parse-money';

const monthsOf: Readonly<Record<string, readonly [times: number, over: number]>> = {
  day: [365, 12],
  week: [52, 12],
  month: [1, 1],
  quarter: [1, 3],
  year: [1, 12],
};

/** What an amount for each interval is a month, in whole minor units, half away from zero. A missing interval is a month. */
export function monthlyOf(amount: Money, interval: string | undefined): Money {
  const [times, over] = monthsOf[interval ?? 'month'] ?? [1, 1];
  const exact = (Math.abs(amount.minor) * times) / over;
  return { minor: Math.sign(amount.minor) * Math.floor(exact + 0.5), currency: amount.currency };
}
