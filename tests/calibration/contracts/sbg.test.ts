import { describe, expect, it } from 'vitest';
import { fitSbg } from '@/server/stats/contracts';
import { sampleBeta, seededRandom } from '@/server/stats/rng';
import { normalUpperQuantile } from '@/server/stats/special';
import { reportCells, simulations } from '../../support/calibration';

describe('sbg', () => {
  it('the intervals of α and β cover, at 2,000 contracts over 8 periods', () => {
    const truth = [0.7, 1.2];
    const asked = simulations(300);
    const random = seededRandom(5);
    const z = normalUpperQuantile(0.025);
    const hits = [0, 0];
    let answered = 0;
    for (let k = 0; k < asked; k += 1) {
      const lost = new Float64Array(8);
      const running = new Float64Array(8);
      for (let i = 0; i < 2000; i += 1) {
        const p = sampleBeta(random, 0.7, 1.2);
        // Geometric by inversion: the period at whose end the contract stops.
        const ends = Math.floor(Math.log1p(-random()) / Math.log1p(-p));
        const into = ends < 8 ? lost : running;
        const at = Math.min(ends, 7);
        into[at] = (into[at] as number) + 1;
      }
      const fit = fitSbg({ lost, running });
      if (!fit.ok) continue;
      answered += 1;
      truth.forEach((value, i) => {
        const se = Math.sqrt(fit.logCovariance[i]?.[i] ?? 0);
        if (Math.abs(Math.log((fit.params[i] ?? 0) / value)) <= z * se) hits[i] = (hits[i] ?? 0) + 1;
      });
    }
    expect(answered / asked).toBeGreaterThan(0.99);
    reportCells(
      'sBG, 2,000 contracts',
      hits.map((count, i) => ({ name: `${['α', 'β'][i]} covered`, answered, hits: count, nominal: 0.95, asked })),
    );
  });
});
