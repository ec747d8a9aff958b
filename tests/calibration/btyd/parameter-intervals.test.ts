import { describe, expect, it } from 'vitest';
import {
  btydModels,
  type FittedModel,
  parameterIntervals,
  parametersRegion,
  profileOf,
  type Rfx,
} from '@/server/stats/btyd';
import { type ProfileInput, profileRoot } from '@/server/stats/optimise';
import { seededRandom } from '@/server/stats/rng';
import { normalUpperQuantile } from '@/server/stats/special';
import { reportCells, reportRed, simulations } from '../../support/calibration';
import { type Base, simulateBase } from '../../support/histories';

const QUANTILE = normalUpperQuantile(0.025);
/** Customers with a repeat purchase are some tenths above what parametersRegion asks for. */
const CELLS: readonly (Base & { runs: number })[] = [
  { name: 'nbd', params: [0.9, 9.5], buyers: 400, days: 273, runs: 300 },
  { name: 'bgnbd', params: [0.24, 4.4, 0.79, 2.4], buyers: 1200, days: 273, runs: 200 },
  { name: 'mbgnbd', params: [0.52, 6.2, 0.89, 1.6], buyers: 1200, days: 273, runs: 200 },
  { name: 'paretonbd', params: [0.55, 10.6, 0.6, 11.7], buyers: 2000, days: 273, runs: 40 },
];
/** Every so many runs the interval itself is worked out: ten times as dear as asking whether it holds one value. */
const EVERY = 100;

/** The root with the other parameters left at their estimate: the mistake that profiling is there to avoid. */
function rootAlone({ objective, theta, units }: ProfileInput, fixed: number, value: number): number {
  const heightAt = (place: Float64Array) => objective(place, new Float64Array(place.length));
  const moved = theta.map((v, i) => (i === fixed ? value : v));
  return Math.sqrt(Math.max(0, 2 * units * (heightAt(moved) - heightAt(theta))));
}

/** The interval holds a value exactly where its root is within the quantile, to the tolerance of its ends. */
function expectAgreement(
  fit: FittedModel,
  stats: Rfx,
  { roots, params }: { roots: number[]; params: readonly number[] },
) {
  const answer = parameterIntervals(fit, stats);
  if (!answer.ok) throw new Error(answer.reason);
  for (const [i, { ciLow, ciHigh }] of answer.intervals.entries()) {
    const truth = params[i] ?? 0;
    const distance = Math.abs(roots[i] ?? 0) - QUANTILE;
    if (Math.abs(distance) > 0.01) expect(ciLow <= truth && truth <= ciHigh, `parameter ${i}`).toBe(distance < 0);
  }
}

describe.each(CELLS)('$name', (cell) => {
  it('parameter-intervals hold the true parameters inside parametersRegion', { timeout: 3_600_000 }, () => {
    const asked = simulations(cell.runs);
    const random = seededRandom(cell.runs + 1);
    const names = btydModels[cell.name].parameterNames;
    const hits = names.map(() => ({ held: 0, alone: 0 }));
    let answered = 0;
    for (let k = 0; k < asked; k += 1) {
      const { stats } = simulateBase(cell, 1, random);
      const fit = btydModels[cell.name].fit(stats);
      if (!fit.ok || !parametersRegion(cell.name, stats).ok) continue;
      answered += 1;
      const input = profileOf(fit, stats);
      const roots = cell.params.map((value, i) => profileRoot(input, i, Math.log(value)));
      if (k % EVERY === 0) expectAgreement(fit, stats, { roots, params: cell.params });
      for (const [i, count] of hits.entries()) {
        count.held += Math.abs(roots[i] ?? 0) <= QUANTILE ? 1 : 0;
        count.alone += rootAlone(input, i, Math.log(cell.params[i] ?? 0)) <= QUANTILE ? 1 : 0;
      }
    }
    expect(answered / asked).toBeGreaterThan(0.95);
    const cells = (what: 'held' | 'alone') =>
      names.map((name, i) => ({ name: `${name} covered`, answered, hits: hits[i]?.[what] ?? 0, nominal: 0.95, asked }));
    reportCells(`${cell.name}, ${cell.buyers} buyers, ${cell.days / 7} weeks`, cells('held'));
    reportRed(`${cell.name}: the other parameters held at their estimate`, cells('alone'));
  });
});

it('outside the region they are refused: BG/NBD at the gates of prediction', () => {
  const runs = simulations(100, 1000);
  const random = seededRandom(1);
  const base: Base = { name: 'bgnbd', params: [0.24, 4.4, 0.79, 2.4], buyers: 300, days: 182 };
  let [fitted, refused] = [0, 0];
  for (let k = 0; k < runs; k += 1) {
    const { stats } = simulateBase(base, 1, random);
    const fit = btydModels.bgnbd.fit(stats);
    if (!fit.ok) continue;
    fitted += 1;
    const answer = parameterIntervals(fit, stats);
    refused += !answer.ok && answer.reason === 'too_few_repeaters' ? 1 : 0;
  }
  expect(fitted).toBeGreaterThan(runs / 2);
  expect(refused).toBe(fitted);
});
