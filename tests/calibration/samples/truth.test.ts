import { describe, expect, it } from 'vitest';
import { generateShop } from '@/db/seed/generate';
import { sampleProcess } from '@/db/seed/process';
import { dayNumberOf } from '@/server/platform/calendar';
import { btydModels, groupHistories, parameterIntervals } from '@/server/stats/btyd';
import { fitSbg } from '@/server/stats/contracts';
import { fitGammaGamma } from '@/server/stats/spend';
import { normalUpperQuantile } from '@/server/stats/special';

const shop = generateShop();
const { purchases, dropout, spend, subscriptions, hasty, campaigns, channels } = sampleProcess;
/** The last whole day before the first campaign moved anybody. */
const until = dayNumberOf(campaigns[0].at.slice(0, 10)) - 1;

interface Bought {
  /** Days since 1970 with a purchase, each with what was bought in minor units. */
  days: Map<number, number>;
}

/** Who bought by the plain process: not referred, not of the hasty month. */
function plainCustomers(): Bought[] {
  const bought = new Map<string, Bought>();
  for (const { id, channel, day } of shop.customers)
    if (channel !== 'referral' && day < hasty.month && day <= '2025-08-31') bought.set(id, { days: new Map() });
  const seen = new Set<string>();
  for (const { id, customerId, at, amount } of shop.orders) {
    const [cents, day] = [Math.round(100 * Number(amount)), dayNumberOf(at.slice(0, 10))];
    const { days } = bought.get(customerId) ?? {};
    if (!days || !(cents >= 0) || day > until || seen.has(id)) continue;
    seen.add(id);
    days.set(day, (days.get(day) ?? 0) + cents);
  }
  return [...bought.values()].filter(({ days }) => days.size > 0);
}

const customers = plainCustomers();
const z = normalUpperQuantile(0.025);

function expectCovered(
  fit: { params: readonly number[]; logCovariance: readonly (readonly number[])[] },
  truth: number[],
) {
  const off = truth.map(
    (value, i) => Math.log((fit.params[i] ?? 0) / value) / Math.sqrt(fit.logCovariance[i]?.[i] ?? 0),
  );
  for (const each of off) expect(Math.abs(each)).toBeLessThanOrEqual(z);
}

describe('the sample, fitted', () => {
  it('purchases: the intervals of MBG/NBD hold the parameters of the process, those of BG/NBD do not', () => {
    const histories = customers.map(({ days }) => {
      const all = [...days.keys()].sort((a, b) => a - b);
      const [first = 0, last = 0] = [all[0], all.at(-1)];
      return { x: all.length - 1, tx: (last - first) / 7, T: (until - first) / 7 };
    });
    const column = (key: 'x' | 'tx' | 'T') => Float64Array.from(histories, (history) => history[key]);
    const stats = groupHistories({ x: column('x'), tx: column('tx'), T: column('T') });
    const truth = [purchases.shape, purchases.rate, dropout.a, dropout.b];
    const held = (model: 'mbgnbd' | 'bgnbd') => {
      const fit = btydModels[model].fit(stats);
      if (!fit.ok) throw new Error(fit.reason);
      const found = parameterIntervals(fit, stats);
      if (!found.ok) throw new Error(found.reason);
      return truth.map((value, i) => {
        const { ciLow = 0, ciHigh = 0 } = found.intervals[i] ?? {};
        return ciLow < value && value < ciHigh;
      });
    };
    expect(held('mbgnbd')).toEqual([true, true, true, true]);
    // The control: nobody leaves after the first purchase there.
    expect(held('bgnbd')).toContain(false);
  });

  it('subscriptions: the intervals of sBG hold α and β', () => {
    const months = (from: string, to: string) =>
      12 * (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) + Number(to.slice(5, 7)) - Number(from.slice(5, 7));
    const [lost, running] = [new Float64Array(24), new Float64Array(24)];
    const first = new Map(shop.subscriptions.toReversed().map((row) => [row.customerId, row]));
    for (const { startedOn, endedOn, renewsOn } of first.values()) {
      const periods = months(startedOn, endedOn === '' ? renewsOn : endedOn);
      const [into, at] = endedOn === '' ? [running, periods - 2] : [lost, periods - 1];
      if (at >= 0) into[at] = (into[at] ?? 0) + 1;
    }
    const fit = fitSbg({ lost, running });
    if (!fit.ok) throw new Error(fit.reason);
    expectCovered(fit, [subscriptions.ending.a, subscriptions.ending.b]);
  });

  it('spend: the intervals of Gamma-Gamma hold p, q and v', () => {
    const repeats = customers
      .map(({ days }) => [...days].sort(([a], [b]) => a - b).slice(1))
      .filter((list) => list.length > 0)
      .map((list) => ({ x: list.length, mean: list.reduce((sum, [, cents]) => sum + cents, 0) / 100 / list.length }));
    const fit = fitGammaGamma({
      purchases: Float64Array.from(repeats, ({ x }) => x),
      meanAmount: Float64Array.from(repeats, ({ mean }) => mean),
      count: new Float64Array(repeats.length).fill(1),
    });
    if (!fit.ok) throw new Error(fit.reason);
    expectCovered(fit, [spend.shape, spend.personalShape, spend.scale]);
  });

  it('the share of channels is the one of the process', () => {
    for (const [name, share] of channels) {
      const n = shop.customers.length;
      const found = shop.customers.filter(({ channel }) => channel === name).length / n;
      expect(Math.abs(found - share)).toBeLessThan(3.3 * Math.sqrt((share * (1 - share)) / n));
    }
  });
});
