import { describe, expect, it } from 'vitest';
import { meanInterval, newcombeDifference, wilsonInterval } from '@/server/stats/cohort';
import { seededRandom } from '@/server/stats/rng';
import { type Cell, reportCells, simulations } from '../../support/calibration';
import { drawMoments, drawSuccesses, type PopulationName, populationOf } from '../../support/populations';

const N = simulations(1500);

describe('wilson', () => {
  it('covers on average over shares from n 10, and a fixed share where 20 events are expected', () => {
    const average = [10, 20, 60].map((n): Cell => {
      const random = seededRandom(n);
      let covered = 0;
      for (let k = 0; k < N; k += 1) {
        const p = random();
        const interval = wilsonInterval(drawSuccesses(n, p, random), n);
        if (interval.ok && interval.ciLow <= p && p <= interval.ciHigh) covered += 1;
      }
      return { name: `share uniform on [0, 1], n ${n}`, answered: N, hits: covered, nominal: 0.95 };
    });
    const fixed = (
      [
        [0.1, 200],
        [0.4, 60],
        [0.02, 1000],
      ] as const
    ).map(([p, n]): Cell => {
      const random = seededRandom(n + 1);
      let covered = 0;
      for (let k = 0; k < N; k += 1) {
        const interval = wilsonInterval(drawSuccesses(n, p, random), n);
        if (interval.ok && interval.ciLow <= p && p <= interval.ciHigh) covered += 1;
      }
      return { name: `share ${p}, n ${n}`, answered: N, hits: covered, nominal: 0.95 };
    });
    reportCells('Wilson coverage', [...average, ...fixed]);
  });
});

describe('newcombe', () => {
  it('covers the difference of two cohort cells', () => {
    const cells = (
      [
        [0.3, 120, 0.22, 150],
        [0.1, 250, 0.16, 900],
        [0.05, 600, 0.05, 600],
      ] as const
    ).map(([p, n, q, m]): Cell => {
      const random = seededRandom(n + m);
      let covered = 0;
      for (let k = 0; k < N; k += 1) {
        const from = { n, successes: drawSuccesses(n, p, random) };
        const to = { n: m, successes: drawSuccesses(m, q, random) };
        const interval = newcombeDifference(from, to);
        if (interval.ok && interval.ciLow <= q - p && q - p <= interval.ciHigh) covered += 1;
      }
      return { name: `${p} of ${n} against ${q} of ${m}`, answered: N, hits: covered, nominal: 0.95 };
    });
    reportCells('Newcombe coverage', cells);
  });
});

describe('mean-interval', () => {
  it('covers the mean of skewed revenue inside its region', () => {
    const cells = (
      [
        ['normal', 400],
        ['exponential', 400],
        ['lognormal', 1600],
        ['spend_20', 500],
        ['spend_5', 1500],
      ] satisfies [PopulationName, number][]
    ).map(([name, n]): Cell => {
      const population = populationOf(name);
      const random = seededRandom(n);
      let answered = 0;
      let covered = 0;
      for (let k = 0; k < N; k += 1) {
        const interval = meanInterval(drawMoments(population, n, random));
        if (!interval.ok) continue;
        answered += 1;
        if (interval.ciLow <= population.mean && population.mean <= interval.ciHigh) covered += 1;
      }
      expect(answered / N, `${name} ${n} is inside the region`).toBeGreaterThan(0.9);
      return { name: `${name}, n ${n}`, answered, hits: covered, nominal: 0.95, asked: N };
    });
    reportCells('Mean interval (Hall) coverage', cells);
  });
});
