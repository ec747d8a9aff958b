import { describe, it } from 'vitest';
import { reportOf } from '@/server/features/experiments/domain/report';
import type { ArmSums, ExperimentSums } from '@/server/features/experiments/domain/sums';
import { experimentPlan } from '@/server/features/experiments/schemas';
import { type Random, seededRandom } from '@/server/stats/rng';
import { reportCells, reportRed, simulations } from '../../support/calibration';
import { drawSuccesses } from '../../support/populations';

const N = simulations(1500);
const ALPHA = 0.05;
const plan = experimentPlan.parse({
  unit: 'row',
  arm: 'arm',
  control: 'c',
  metrics: [{ column: 'y', kind: 'proportion' }],
});

function armOf(units: number, share: number, random: Random): ArmSums {
  const sum = drawSuccesses(units, share, random);
  const metrics = [{ sum, sumSquares: sum, sumCubes: sum, productSum: 0 }];
  return { units, metrics, covariateSum: 0, covariateSquares: 0 };
}

describe('verdict of a file with several treatments', () => {
  it('without any effect some treatment works or harms at most α; unshared, α is exceeded', () => {
    const random = seededRandom(11);
    const hits = { claimed: 0, unshared: 0 };
    for (let k = 0; k < N; k += 1) {
      const arms = new Map(['c', 's', 't', 'u'].map((arm) => [arm, armOf(600, 0.1, random)]));
      const sums: ExperimentSums = { arms, segments: new Map() };
      const { contrasts, verdict } = reportOf(plan, sums);
      hits.claimed += verdict.word === 'works' || verdict.word === 'harms' ? 1 : 0;
      hits.unshared += contrasts.some(({ p }) => p !== null && p < ALPHA) ? 1 : 0;
    }
    const about = { name: 'three treatments, 600 an arm', answered: N, nominal: ALPHA };
    reportCells('Verdict of several treatments under no effect', [{ ...about, hits: hits.claimed, bound: 'at_most' }]);
    reportRed('The clearest treatment at an α that is not shared', [{ ...about, hits: hits.unshared }]);
  });
});
