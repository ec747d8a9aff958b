import { describe, expect, it } from 'vitest';
import { sampleGamma, sampleNormal, seededRandom } from '@/server/stats/rng';
import { fitGammaGamma, purchaseSpendCorrelation } from '@/server/stats/spend';
import { reportCells, simulations } from '../../support/calibration';

describe('gamma-gamma', () => {
  it('the interval of the population mean covers, at 400 spenders', () => {
    const truth = (6 * 15) / 3;
    const asked = simulations(300);
    const random = seededRandom(3);
    let answered = 0;
    let hits = 0;
    for (let k = 0; k < asked; k += 1) {
      const purchases = Float64Array.from({ length: 400 }, () => 1 + Math.floor(random() * 8));
      const meanAmount = purchases.map((n) => sampleGamma(random, 6 * n, sampleGamma(random, 4, 15)) / n);
      const fit = fitGammaGamma({ purchases, meanAmount, count: new Float64Array(400).fill(1) });
      if (!fit.ok) continue;
      answered += 1;
      if (fit.populationLow <= truth && truth <= fit.populationHigh) hits += 1;
    }
    expect(answered / asked).toBeGreaterThan(0.97);
    reportCells('Gamma-Gamma, 400 spenders', [
      { name: 'population mean covered', answered, hits, nominal: 0.95, asked },
    ]);
  });
});

describe('purchase-spend-correlation', () => {
  it('its interval covers the correlation of near-normal log amounts', () => {
    const asked = simulations(1500);
    const random = seededRandom(4);
    const rho = 0.15;
    let hits = 0;
    for (let k = 0; k < asked; k += 1) {
      const rows = Array.from({ length: 200 }, () => {
        const shared = sampleNormal(random);
        return { x: 20 + 3 * shared, m: 40 + 5 * (rho * shared + Math.sqrt(1 - rho * rho) * sampleNormal(random)) };
      });
      const answer = purchaseSpendCorrelation({
        purchases: Float64Array.from(rows, (row) => row.x),
        meanAmount: Float64Array.from(rows, (row) => row.m),
        count: new Float64Array(200).fill(1),
      });
      if (answer.ok && answer.ciLow <= rho && rho <= answer.ciHigh) hits += 1;
    }
    reportCells('Correlation, 200 customers', [{ name: 'covered', answered: asked, hits, nominal: 0.95 }]);
  });
});
