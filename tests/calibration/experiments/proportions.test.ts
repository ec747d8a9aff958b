import { describe, expect, it } from 'vitest';
import { benjaminiHochberg } from '@/server/stats/cohort';
import {
  compareProportions,
  estimatedShare,
  fiellerLift,
  interactionOf,
  proportionSampleSize,
  proportionsRegion,
  sampleRatio,
  verdictOf,
} from '@/server/stats/experiments';
import { type Random, seededRandom } from '@/server/stats/rng';
import { type Cell, reportCells, simulations } from '../../support/calibration';
import { drawSuccesses } from '../../support/populations';

const N = simulations(1500);
const ALPHA = 0.05;
type Plan = readonly [p: number, control: number, treatment: number];

const INSIDE: readonly Plan[] = [
  [0.3, 100, 100],
  [0.1, 300, 300],
  [0.1, 300, 1200],
  [0.05, 600, 2400],
  [0.1, 300, 2700],
  [0.02, 1500, 1500],
];
const armOf = (n: number, p: number, random: Random) => ({ n, successes: drawSuccesses(n, p, random) });
function insideCells([p, nc, nt]: Plan): Cell[] {
  const random = seededRandom(nc * 31 + nt);
  const lifted = p * 1.2;
  let answered = 0;
  let rejected = 0;
  let covered = 0;
  let ratios = 0;
  let ratioCovered = 0;
  for (let k = 0; k < N; k += 1) {
    const control = armOf(nc, p, random);
    const same = armOf(nt, p, random);
    if (!proportionsRegion(control, same).ok) continue;
    const none = compareProportions(control, same);
    const treatment = armOf(nt, lifted, random);
    const some = compareProportions(control, treatment);
    if (!none.ok || !some.ok) throw new Error('no variation inside the region');
    answered += 1;
    if (none.p < ALPHA) rejected += 1;
    if (some.ciLow <= lifted - p && lifted - p <= some.ciHigh) covered += 1;
    const lift = fiellerLift({
      control: estimatedShare(control),
      treatment: estimatedShare(treatment),
      df: Infinity,
      level: 0.95,
    });
    if (!lift.ok) continue;
    ratios += 1;
    if (lift.relativeLow <= 0.2 && lift.relativeHigh >= 0.2) ratioCovered += 1;
  }
  const label = `${p} ${nc} : ${nt}`;
  expect(answered / N, `${label} is inside the region`).toBeGreaterThan(0.95);
  return [
    { name: `null rejected, ${label}`, answered, hits: rejected, nominal: ALPHA, asked: N },
    { name: `difference covered (Newcombe), ${label}`, answered, hits: covered, nominal: 0.95, asked: N },
    { name: `lift covered (Fieller), ${label}`, answered: ratios, hits: ratioCovered, nominal: 0.95, asked: N },
  ];
}

describe('two-proportions, newcombe, relative-lift', () => {
  it('keep level and coverage inside the region', () => {
    reportCells('Proportions inside proportionsRegion', INSIDE.flatMap(insideCells));
  });
  it('refuse outside: 4 vs 40', () => {
    const random = seededRandom(1);
    let refused = 0;
    for (let k = 0; k < N; k += 1) {
      if (!proportionsRegion(armOf(4, 0.2, random), armOf(40, 0.2, random)).ok) refused += 1;
    }
    expect(refused).toBe(N);
  });
});

describe('verdict', () => {
  it('a campaign without effect is said to work at most half of α, and to do anything at most α', () => {
    const random = seededRandom(2);
    const words = new Map<string, number>();
    for (let k = 0; k < N; k += 1) {
      const [control, treatment] = [armOf(400, 0.1, random), armOf(1600, 0.1, random)];
      const contrast = compareProportions(control, treatment);
      const ratio = sampleRatio([400, 1600], [0.2, 0.8]);
      if (!ratio.ok) throw new Error(ratio.reason);
      const { word } = verdictOf({ contrast, sampleRatio: ratio, alpha: ALPHA, smallest: 0.02, better: 'higher' });
      words.set(word, (words.get(word) ?? 0) + 1);
    }
    const count = (word: string) => words.get(word) ?? 0;
    reportCells('Verdict under no effect', [
      { name: 'works', answered: N, hits: count('works'), nominal: ALPHA / 2, bound: 'at_most' },
      { name: 'works or harms', answered: N, hits: count('works') + count('harms'), nominal: ALPHA },
    ]);
  });
});

describe('srm', () => {
  it('the p value is uniform under the plan: Bernoulli 80:20 and three arms', () => {
    const cells = [
      [0.8, 0.2],
      [0.4, 0.3, 0.3],
    ].map((shares): Cell => {
      const random = seededRandom(shares.length);
      let rejected = 0;
      for (let k = 0; k < N; k += 1) {
        const counts = shares.map(() => 0);
        for (let i = 0; i < 1000; i += 1) {
          let u = random();
          const arm = shares.findIndex((share) => {
            u -= share;
            return u < 0;
          });
          const at = arm === -1 ? shares.length - 1 : arm;
          counts[at] = (counts[at] ?? 0) + 1;
        }
        const ratio = sampleRatio(counts, shares);
        if (ratio.ok && ratio.p < ALPHA) rejected += 1;
      }
      return { name: `p < .05, shares ${shares.join(' : ')}`, answered: N, hits: rejected, nominal: ALPHA };
    });
    reportCells('SRM', cells);
  });
});

describe('interaction', () => {
  it('keeps its level when the effect is the same in both segments', () => {
    const random = seededRandom(3);
    let rejected = 0;
    for (let k = 0; k < N; k += 1) {
      const inside = (p: number) => compareProportions(armOf(400, p, random), armOf(400, p + 0.05, random));
      const [from, to] = [inside(0.2), inside(0.4)];
      if (!from.ok || !to.ok) throw new Error('no variation');
      const interaction = interactionOf(from, to);
      if (interaction.ok && interaction.p < ALPHA) rejected += 1;
    }
    reportCells('Interaction', [{ name: 'null rejected', answered: N, hits: rejected, nominal: ALPHA }]);
  });
});

describe('power-proportions', () => {
  it('the sample size it names has the power it names', () => {
    const random = seededRandom(4);
    const size = proportionSampleSize({ p1: 0.2, p2: 0.28, ratio: 1 }, { alpha: ALPHA, power: 0.8 });
    const n = Math.ceil(size.nControl);
    let found = 0;
    for (let k = 0; k < N; k += 1) {
      const contrast = compareProportions(armOf(n, 0.2, random), armOf(n, 0.28, random));
      if (contrast.ok && contrast.p < ALPHA) found += 1;
    }
    reportCells('Power', [{ name: `20 % against 28 %, ${n} an arm`, answered: N, hits: found, nominal: 0.8 }]);
  });
});

describe('benjamini-hochberg', () => {
  it('the share of false findings is q m₀ / m', () => {
    const random = seededRandom(5);
    const q = 0.1;
    let falseShare = 0;
    let squares = 0;
    for (let k = 0; k < N; k += 1) {
      // Ten of twenty hypotheses are true; the p of the others are small.
      const p = Array.from({ length: 20 }, (_, i) => (i < 10 ? random() : random() ** 6));
      const found = benjaminiHochberg(p).map((adjusted) => adjusted <= q);
      const all = found.filter(Boolean).length;
      const share = all === 0 ? 0 : found.slice(0, 10).filter(Boolean).length / all;
      falseShare += share / N;
      squares += (share * share) / N;
    }
    const error = Math.sqrt((squares - falseShare ** 2) / N);
    process.stdout.write(`\nBenjamini–Hochberg: false share ${falseShare.toFixed(4)}, nominal .0500, N ${N}\n`);
    expect(Math.abs(falseShare - q / 2)).toBeLessThan(3.3 * error);
  });
});
