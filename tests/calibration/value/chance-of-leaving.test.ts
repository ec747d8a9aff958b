import { expect, it } from 'vitest';
import { type BtydName, btydModels, gates, groupHistories, simulateHistories, totalsOf } from '@/server/stats/btyd';
import { seededRandom } from '@/server/stats/rng';
import { type ChanceOfLeaving, chanceOfLeaving, totalAtRisk } from '@/server/stats/value';
import { reportCells, reportRed, simulations } from '../../support/calibration';

const CELLS: readonly { name: BtydName; params: readonly number[]; buyers: number; runs: number }[] = [
  { name: 'bgnbd', params: [0.52, 6.2, 0.89, 2.4], buyers: 3000, runs: 100 },
  { name: 'mbgnbd', params: [0.52, 6.2, 0.89, 1.6], buyers: 3000, runs: 100 },
  { name: 'paretonbd', params: [0.55, 10.6, 0.6, 11.7], buyers: 3000, runs: 25 },
];
const HISTORIES = [
  { x: 1, tx: 6, T: 38 },
  { x: 3, tx: 30, T: 36 },
  { x: 8, tx: 20, T: 39 },
];
const HORIZON = 90 / 7;

const holds = (interval: ChanceOfLeaving['interval'], truth: number): number =>
  interval.ok && interval.ciLow <= truth && truth <= interval.ciHigh ? 1 : 0;

it.each(CELLS)(
  'chance-of-leaving, $name: the interval holds the chance of the true parameters',
  { timeout: 3_600_000 },
  ({ name, params, buyers, runs }) => {
    const random = seededRandom(runs);
    const asked = simulations(runs);
    const zero = params.map(() => params.map(() => 0));
    const known = { model: name, params, logCovariance: zero, customers: buyers };
    const truths = HISTORIES.map((history) => chanceOfLeaving(known, history, HORIZON));
    const hits = HISTORIES.map(() => ({ covered: 0, halved: 0 }));
    let [answered, totals] = [0, 0];
    for (let k = 0; k < asked; k += 1) {
      const T = Float64Array.from({ length: buyers }, () => (273 - Math.floor(91 * random())) / 7);
      const stats = groupHistories(simulateHistories({ name, params }, T, HORIZON, random).histories);
      const fit = btydModels[name].fit(stats);
      if (!fit.ok || !gates(totalsOf(stats)).every(({ ok }) => ok)) continue;
      answered += 1;
      // Spend of one: the total is the purchases at risk of this very population.
      const of = { stats, worth: stats.count };
      const truth = totalAtRisk(known, of, HORIZON).total;
      totals += holds(totalAtRisk(fit, of, HORIZON).interval, truth);
      HISTORIES.forEach((history, i) => {
        const truth = truths[i]?.chance ?? 0;
        const count = hits[i];
        if (!count) return;
        count.covered += holds(chanceOfLeaving(fit, history, HORIZON).interval, truth);
        const halved = { ...fit, logCovariance: fit.logCovariance.map((row) => row.map((v) => v / 4)) };
        count.halved += holds(chanceOfLeaving(halved, history, HORIZON).interval, truth);
      });
    }
    expect(answered / asked).toBeGreaterThan(0.6);
    const cell = (what: 'covered' | 'halved') =>
      HISTORIES.map(({ x, tx, T }, i) => ({
        name: `x ${x}, t_x ${tx}, T ${T}`,
        answered,
        hits: hits[i]?.[what] ?? 0,
        nominal: 0.95,
        asked,
      }));
    reportCells(`${name}, ${buyers} buyers: chance of leaving covered`, cell('covered'));
    reportCells(`${name}, ${buyers} buyers: total at risk covered`, [
      { name: `${HORIZON.toFixed(1)} weeks`, answered, hits: totals, nominal: 0.95, asked },
    ]);
    reportRed(`${name}: standard errors halved`, cell('halved').slice(0, 1));
  },
);
