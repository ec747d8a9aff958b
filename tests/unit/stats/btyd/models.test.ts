import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type BtydName,
  btydModels,
  discountedResidualPurchases,
  expectedPurchasesAll,
  groupHistories,
  namedParameters,
  pAliveAll,
  totalOver,
} from '@/server/stats/btyd';
import { betaGeometricExpected, betaGeometricVariance, bgnbdProbability } from '@/server/stats/btyd/beta-geometric';
import golden from '../../../golden/btyd.json';
import kernels from '../../../golden/btyd-kernels.json';
import published from '../../../golden/formulas-and-published-fits.json';

type Columns = { readonly x: readonly number[]; readonly tx: readonly number[]; readonly T: readonly number[] };
const asArrays = ({ x, tx, T }: Columns) => ({
  x: Float64Array.from(x),
  tx: Float64Array.from(tx),
  T: Float64Array.from(T),
});
const names = Object.keys(btydModels) as BtydName[];
const four: readonly BtydName[] = ['bgnbd', 'mbgnbd', 'paretonbd'];

describe('golden: tests/golden/btyd.json', () => {
  const bg = asArrays(golden.bgnbd);
  const pareto = asArrays(golden.paretonbd);
  it.each([
    ['bgnbd', bg, golden.bgnbd.fit.bgnbd],
    ['mbgnbd', bg, golden.bgnbd.fit.mbgnbd],
    ['paretonbd', pareto, golden.paretonbd.fit],
  ] as const)('%s fit', (name, rows, truth) => {
    const fit = btydModels[name].fit(groupHistories(rows));
    if (!fit.ok) throw new Error(fit.reason);
    expect(Math.abs(fit.logLik - truth.logLik)).toBeLessThan(1e-3);
    truth.params.forEach((value, i) => expect(Math.abs((fit.params[i] ?? 0) / value - 1)).toBeLessThan(1e-3));
    expect(fit.gradientNorm).toBeLessThan(1e-5);
    expect(fit.bic).toBeCloseTo(4 * Math.log(1200) - 2 * fit.logLik, 6);
  });

  it.each([
    ['bgnbd', bg, golden.bgnbd.fit.bgnbd.params, golden.bgnbd.at_bgnbd_fit_first20, golden.bgnbd],
    ['paretonbd', pareto, golden.paretonbd.fit.params, golden.paretonbd.at_fit_first20, golden.paretonbd],
  ] as const)('%s P(alive) and 26 weeks ahead', (name, rows, params, first20, sums) => {
    const model = btydModels[name];
    const each = { ...rows, count: new Float64Array(rows.x.length).fill(1) };
    const alive = pAliveAll(model, params, each);
    const mean = expectedPurchasesAll(model, params, each, 26);
    first20.pAlive.forEach((value, i) => expect(alive[i] ?? 0).toBeCloseTo(value, 9));
    first20.expected26w.forEach((value, i) => expect(mean[i] ?? 0).toBeCloseTo(value, 8));
    expect(totalOver(each, alive)).toBeCloseTo(sums.sum_pAlive, 6);
    expect(totalOver(each, mean)).toBeCloseTo(sums.sum_expected26w, 5);
  });

  it('no dropout: every model with dropout is refused, NBD fits', () => {
    const stats = groupHistories(asArrays(golden.no_dropout));
    for (const name of four) {
      expect(btydModels[name].fit(stats)).toMatchObject({ ok: false, reason: 'no_interior_maximum', have: 3, need: 4 });
    }
    const fit = btydModels.nbd.fit(stats);
    if (!fit.ok) throw new Error(fit.reason);
    expect(fit.logLik).toBeCloseTo(golden.no_dropout.fit.nbd.logLik, 4);
    golden.no_dropout.fit.nbd.params.forEach((v, i) => expect(fit.params[i] ?? 0).toBeCloseTo(v, 4));
  });
});

describe('golden: published figures', () => {
  const { bgnbdAtPaperParameters: paper, paretoNbdDert: dert } = published;
  it('bgnbd at the paper’s parameters', () => {
    const { conditionalExpectation39: ce, pAlive, expected } = paper;
    expect(btydModels.bgnbd.expectedPurchases(paper.params, ce, 39)).toBeCloseTo(ce.value, 6);
    expect(btydModels.bgnbd.pAlive(paper.params, pAlive)).toBeCloseTo(pAlive.value, 7);
    expected.t.forEach((t, i) =>
      expect(btydModels.bgnbd.expectedByTime(paper.params, t)).toBeCloseTo(expected.value[i] ?? 0, 6),
    );
  });
  it('bgnbd counts: P(10 in 2 weeks), P(0 in 39), and they sum to 1', () => {
    for (const { t, x, value } of paper.pmf) {
      expect(bgnbdProbability(paper.params, x, t) / value).toBeCloseTo(1, 6);
    }
    const counts = Array.from({ length: 400 }, (_, x) => bgnbdProbability(paper.params, x, 39));
    expect(counts.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 8);
    const mean = counts.reduce((sum, p, x) => sum + x * p, 0);
    expect(mean).toBeCloseTo(btydModels.bgnbd.expectedByTime(paper.params, 39), 6);
  });
  it('discounted expected residual transactions', () => {
    expect(discountedResidualPurchases(dert.params, dert, dert.delta)).toBeCloseTo(dert.value, 7);
    expect(() => discountedResidualPurchases(dert.params, dert, 0)).toThrow(RangeError);
  });
  it('beta-geometric moments against direct quadrature with 40 digits', () => {
    for (const [shape = 0, rate = 0, a = 0, b = 0, t = 0, mean = 0, pairs = 0] of kernels.betaGeometricWhileAlive
      .rows) {
      // A new customer of BG/NBD is alive, so its moments are those of the kernel.
      const params = [shape, rate, a, b];
      const fresh = { x: 0, tx: 0, T: 0 };
      expect(Math.abs(betaGeometricExpected(params, fresh, t, 0) / mean - 1)).toBeLessThan(1e-11);
      const second = betaGeometricVariance(params, fresh, t, 0) - mean + mean * mean;
      expect(Math.abs(second / pairs - 1)).toBeLessThan(1e-6);
    }
  });
});

const positive = (min: number, max: number) =>
  fc.double({ min: Math.log(min), max: Math.log(max), noNaN: true }).map(Math.exp);
const paramsOf = fc.tuple(positive(0.02, 20), positive(0.01, 100), positive(0.05, 20), positive(0.05, 50));
const historyOf = fc
  .tuple(fc.integer({ min: 0, max: 500 }), fc.double({ min: 0.001, max: 1, noNaN: true }), positive(0.2, 300))
  .map(([x, share, T]) => ({ x, tx: x === 0 ? 0 : share * T, T }));

describe.each(names)('properties of %s', (name) => {
  const model = btydModels[name];
  it('P(alive) is a probability, expectations grow with the horizon, variances are not negative', () => {
    fc.assert(
      fc.property(paramsOf, historyOf, positive(0.1, 100), (params, history, weeks) => {
        const alive = model.pAlive(params, history);
        expect(alive).toBeGreaterThanOrEqual(0);
        expect(alive).toBeLessThanOrEqual(1);
        const near = model.expectedPurchases(params, history, weeks);
        const far = model.expectedPurchases(params, history, 2 * weeks);
        expect(near).toBeGreaterThanOrEqual(-1e-9);
        expect(far).toBeGreaterThanOrEqual(near * (1 - 1e-6) - 1e-9);
        expect(far).toBeLessThanOrEqual(2 * near * (1 + 1e-6) + 1e-9);
        expect(model.expectedPurchases(params, history, 0)).toBeCloseTo(0, 9);
        const variance = model.purchaseVariance(params, history, weeks);
        expect(variance).toBeGreaterThanOrEqual(near * (1 - near) - 1e-6 * (1 + near * near));
        expect(Number.isFinite(variance)).toBe(true);
      }),
      { seed: 6, numRuns: 400 },
    );
  });

  it('the analytic gradient equals central differences', () => {
    const stats = groupHistories({
      x: Float64Array.of(0, 0, 1, 2, 7, 40, 300),
      tx: Float64Array.of(0, 0, 3, 20, 30, 38, 50),
      T: Float64Array.of(10, 39, 39, 30, 30.5, 39, 52),
    });
    const objective = model.objective(stats);
    const d = model.parameterNames.length;
    fc.assert(
      fc.property(fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: d, maxLength: d }), (start) => {
        const theta = Float64Array.from(start);
        const gradient = new Float64Array(d);
        objective(theta, gradient);
        const scratch = new Float64Array(d);
        for (let i = 0; i < d; i += 1) {
          const shifted = (by: number) =>
            objective(
              theta.map((v, j) => (i === j ? v + by : v)),
              scratch,
            );
          const numeric = (shifted(1e-5) - shifted(-1e-5)) / 2e-5;
          expect(Math.abs((gradient[i] ?? 0) - numeric)).toBeLessThan(1e-4 * (1 + Math.abs(numeric)));
        }
      }),
      { seed: 7, numRuns: 60 },
    );
  });

  it('grouping changes nothing and the fit does not depend on the order of rows', () => {
    const rows = asArrays(golden.bgnbd);
    const reversed = { x: rows.x.toReversed(), tx: rows.tx.toReversed(), T: rows.T.toReversed() };
    const ungrouped = { ...rows, count: new Float64Array(rows.x.length).fill(1) };
    const [a, b, c] = [groupHistories(rows), groupHistories(reversed), ungrouped].map((stats) => model.fit(stats));
    if (!a?.ok || !b?.ok || !c?.ok) throw new Error('refused');
    expect(b.logLik).toBeCloseTo(a.logLik, 6);
    expect(c.logLik).toBeCloseTo(a.logLik, 6);
    a.params.forEach((v, i) => expect(Math.abs((c.params[i] ?? 0) / v - 1)).toBeLessThan(1e-4));
  });

  it('stays finite for x 221 to 500 with small α', () => {
    const params = [0.7, 0.02, 0.9, 0.5];
    for (const x of [221, 300, 400, 500]) {
      for (const tx of [1, 30, 51.9, 52]) {
        const history = { x, tx, T: 52 };
        const stats = groupHistories({ x: Float64Array.of(x), tx: Float64Array.of(tx), T: Float64Array.of(52) });
        const d = model.parameterNames.length;
        const gradient = new Float64Array(d);
        const values = [
          model.objective(stats)(Float64Array.from(params.slice(0, d), Math.log), gradient),
          ...gradient,
          model.pAlive(params, history),
          model.expectedPurchases(params, history, 39),
          model.purchaseVariance(params, history, 39),
        ];
        expect(values.every(Number.isFinite), `x ${x}, tx ${tx}: ${values.join()}`).toBe(true);
      }
    }
  });

  it('refuses no customers and no repeat purchases, each with its reason', () => {
    const none = new Float64Array(0);
    expect(model.fit(groupHistories({ x: none, tx: none, T: none }))).toMatchObject({
      ok: false,
      reason: 'no_customers',
      model: name,
    });
    const zeros = new Float64Array(50);
    expect(model.fit(groupHistories({ x: zeros, tx: zeros, T: zeros.map(() => 20) }))).toMatchObject({
      ok: false,
      reason: 'no_repeat_purchases',
      have: 0,
      need: 1,
    });
  });
});

describe('edges of the formulas', () => {
  it('are continuous where the textbook form divides by zero', () => {
    const history = { x: 3, tx: 20, T: 30 };
    for (const name of four) {
      const at = (third: number) => btydModels[name].expectedPurchases([0.5, 6, third, 2], history, 26);
      expect(at(1)).toBeCloseTo((at(1 - 1e-6) + at(1 + 1e-6)) / 2, 9);
      const fresh = (fourth: number) => btydModels[name].expectedByTime([0.5, 6, 0.3, fourth], 26);
      expect(fresh(0.7)).toBeCloseTo((fresh(0.7 - 1e-6) + fresh(0.7 + 1e-6)) / 2, 9);
    }
  });
  it('BG/NBD is certain without repeats, the other two are not', () => {
    const history = { x: 0, tx: 0, T: 39 };
    expect(btydModels.bgnbd.pAlive([0.24, 4.4, 0.79, 2.4], history)).toBe(1);
    expect(btydModels.mbgnbd.pAlive([0.52, 6.2, 0.89, 1.6], history)).toBeLessThan(1);
    expect(btydModels.paretonbd.pAlive([0.55, 10.6, 0.6, 11.7], history)).toBeLessThan(1);
  });
  it('keeps its digits when customers hardly differ in rate (r far above a + b)', () => {
    // r → ∞ at a fixed mean rate is a Poisson process: the limit is approached smoothly.
    for (const name of ['bgnbd', 'mbgnbd'] as const) {
      const at = (r: number) => btydModels[name].expectedByTime([r, r * 8, 0.7, 1.9], 52);
      const [near, far, farther] = [at(4), at(400), at(4e6)];
      expect(farther).toBeGreaterThan(near);
      expect(Math.abs(far / farther - 1)).toBeLessThan(0.01);
      // The two ways of computing meet where one takes over from the other.
      const seam = (r: number) => btydModels[name].expectedByTime([r, 40, 0.7, 1.9], 52);
      const edge = name === 'bgnbd' ? 6.6 : 7.6;
      expect(seam(edge - 1e-9) / seam(edge + 1e-9)).toBeCloseTo(1, 8);
    }
  });
  it('names parameters', () => {
    expect(namedParameters('paretonbd', [1, 2, 3, 4])).toEqual({ r: 1, alpha: 2, s: 3, beta: 4 });
    expect(namedParameters('nbd', [1, 2])).toEqual({ r: 1, alpha: 2 });
  });
  it('group refuses histories that cannot be', () => {
    const group = (x: number, tx: number, T: number) => () =>
      groupHistories({ x: Float64Array.of(x), tx: Float64Array.of(tx), T: Float64Array.of(T) });
    for (const [x, tx, T] of [
      [1.5, 1, 2],
      [-1, 0, 2],
      [1, 3, 2],
      [0, 1, 2],
      [1, 1, Number.NaN],
    ] as const)
      expect(group(x, tx, T)).toThrow(RangeError);
    expect(() => groupHistories({ x: Float64Array.of(1), tx: new Float64Array(0), T: Float64Array.of(1) })).toThrow(
      RangeError,
    );
  });
});
