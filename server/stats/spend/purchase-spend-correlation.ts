import { type Answer, refuse } from '../answer';
import { normalUpperQuantile } from '../special';
import type { SpendStats } from './gamma-gamma';

/**
 * Pearson's correlation of purchases and mean amount among repeat customers: Gamma-Gamma assumes it is near 0.
 * Inputs: SpendStats. Returns the correlation with its 95 % interval by Fisher's z.
 * Assumes independent customers; the interval is approximate for skewed amounts.
 * Fails: `too_few_spenders` (have customers, need 4); `no_spread` when either never varies.
 * Source: Fader, Hardie, Lee (2005), RFM and CLV, 4.2. Checked against: CDNOW .11388 (cdnow-sample.json).
 */
export function purchaseSpendCorrelation(
  stats: SpendStats,
): Answer<{ correlation: number; ciLow: number; ciHigh: number }, 'too_few_spenders' | 'no_spread'> {
  const { purchases, meanAmount, count } = stats;
  const n = count.reduce((sum, c) => sum + c, 0);
  if (n < 4) return refuse('too_few_spenders', n, 4);
  const mean = (values: Float64Array): number => values.reduce((sum, v, i) => sum + v * (count[i] as number), 0) / n;
  const mx = mean(purchases);
  const my = mean(meanAmount);
  let sxx = 0;
  let syy = 0;
  let sxy = 0;
  for (let i = 0; i < count.length; i += 1) {
    const dx = (purchases[i] as number) - mx;
    const dy = (meanAmount[i] as number) - my;
    sxx += (count[i] as number) * dx * dx;
    syy += (count[i] as number) * dy * dy;
    sxy += (count[i] as number) * dx * dy;
  }
  if (sxx === 0 || syy === 0) return refuse('no_spread', 0, 1);
  const correlation = sxy / Math.sqrt(sxx * syy);
  const half = normalUpperQuantile(0.025) / Math.sqrt(n - 3);
  const z = Math.atanh(Math.max(-1, Math.min(1, correlation)));
  return { ok: true, correlation, ciLow: Math.tanh(z - half), ciHigh: Math.tanh(z + half) };
}
