import { describe, it } from 'vitest';
import {
  bestOfRedraw,
  compareMeans,
  randomisationTest,
  sequentialInterval,
  sequentialRegion,
  stratifiedRedraw,
} from '@/server/stats/experiments';
import { type Moments, momentsOf } from '@/server/stats/moments';
import { sampleNormal, seededRandom } from '@/server/stats/rng';
import { type Cell, reportCells, reportRed, simulations } from '../../support/calibration';
import { drawMoments, type PopulationName, populationOf } from '../../support/populations';

const N = simulations(600);
const ALPHA = 0.05;
const DAYS = 28;
const A_DAY = 100;

const add = (a: Required<Moments>, b: Required<Moments>): Required<Moments> => ({
  n: a.n + b.n,
  sum: a.sum + b.sum,
  sumSquares: a.sumSquares + b.sumSquares,
  sumCubes: a.sumCubes + b.sumCubes,
});

/** 28 daily looks at a campaign without effect: how often does some look claim one? */
function peek(name: PopulationName) {
  const population = populationOf(name);
  const random = seededRandom(28);
  const totals = { sequential: 0, fixed: 0, uncovered: 0 };
  for (let k = 0; k < N; k += 1) {
    const empty = { n: 0, sum: 0, sumSquares: 0, sumCubes: 0 };
    let [control, treatment] = [empty, empty];
    const seen = { sequential: false, fixed: false };
    for (let day = 0; day < DAYS; day += 1) {
      control = add(control, drawMoments(population, A_DAY, random));
      treatment = add(treatment, drawMoments(population, A_DAY, random));
      const contrast = compareMeans(control, treatment);
      if (!contrast.ok) continue;
      if (contrast.p < ALPHA) seen.fixed = true;
      if (!sequentialRegion(control, treatment).ok) continue;
      const { difference, standardError } = contrast;
      const units = control.n + treatment.n;
      const { ciLow, ciHigh } = sequentialInterval({
        difference,
        standardError,
        units,
        plannedUnits: 4000,
        alpha: ALPHA,
      });
      if (ciLow > 0 || ciHigh < 0) seen.sequential = true;
    }
    totals.sequential += seen.sequential ? 1 : 0;
    totals.fixed += seen.fixed ? 1 : 0;
  }
  return totals;
}

describe('sequential', () => {
  it('28 daily looks: always-valid at most α; negative control: a fixed-horizon test peeked at daily is red', () => {
    const results = (['normal', 'exponential', 'spend_20'] as const).map((name) => ({ name, ...peek(name) }));
    reportCells(
      'Sequential, some of 28 looks excludes the truth',
      results.map(({ name, sequential }): Cell => {
        return { name, answered: N, hits: sequential, nominal: ALPHA, bound: 'at_most' };
      }),
    );
    reportRed(
      'Fixed-horizon test peeked at daily',
      results.map(({ name, fixed }) => ({ name, answered: N, hits: fixed, nominal: ALPHA })),
    );
  });
});

describe('randomisation-test with best-of-K', () => {
  it('repeating the K draws keeps the level; the usual interval is conservative', () => {
    const runs = simulations(150);
    const units = 60;
    const random = seededRandom(60);
    const strata = Uint32Array.from({ length: units }, (_, i) => (i < 20 ? 0 : 1));
    const redraw = stratifiedRedraw({ strata, treated: Uint32Array.of(16, 32) });
    let randomised = 0;
    let usual = 0;
    for (let k = 0; k < runs; k += 1) {
      const x = Float64Array.from({ length: units }, () => sampleNormal(random));
      const imbalance = (arms: Uint8Array): number =>
        Math.abs(arms.reduce((sum, arm, i) => sum + (arm === 1 ? 1 : -4) * (x[i] as number), 0));
      const best = bestOfRedraw(5, redraw, imbalance);
      const arms = new Uint8Array(units);
      best(random, arms);
      const outcomes = x.map((v) => Math.exp(v) + sampleNormal(random));
      const test = randomisationTest({ outcomes, arms, strata, redraw: best, draws: 99 }, random);
      if (test.ok && test.p <= ALPHA) randomised += 1;
      const own = (arm: number) => momentsOf(outcomes.filter((_, i) => arms[i] === arm));
      const contrast = compareMeans(own(0), own(1));
      if (contrast.ok && contrast.p < ALPHA) usual += 1;
    }
    reportCells('Best of 5 salts, two strata, 80 : 20', [
      { name: 'null rejected, randomisation test', answered: runs, hits: randomised, nominal: ALPHA },
      { name: 'null rejected, Welch', answered: runs, hits: usual, nominal: ALPHA, bound: 'at_most' },
    ]);
  });
});
