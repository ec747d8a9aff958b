import { describe, expect, it } from 'vitest';
import {
  type BtydName,
  btydModels,
  chooseModel,
  type FitResult,
  gates,
  groupHistories,
  weeksUntilGatesPass,
} from '@/server/stats/btyd';
import golden from '../../../golden/btyd.json';

const fitted = (model: BtydName, bic: number): FitResult => ({
  ok: true,
  model,
  bic,
  params: [],
  logLik: 0,
  customers: 1,
  logCovariance: [],
  iterations: 0,
  gradientNorm: 0,
});
const refused = (model: BtydName): FitResult => ({ ok: false, reason: 'no_interior_maximum', have: 3, need: 4, model });

describe('chooseModel', () => {
  it('the no-dropout set falls back to NBD and names what could not be fitted', () => {
    const { x, tx, T } = golden.no_dropout;
    const stats = groupHistories({ x: Float64Array.from(x), tx: Float64Array.from(tx), T: Float64Array.from(T) });
    const choice = chooseModel(Object.values(btydModels).map((model) => ({ fit: model.fit(stats) })));
    expect(choice).toMatchObject({ ok: true, chosen: 'nbd', rule: 'only_admissible' });
    expect(choice.ok && choice.why).toContain('BG/NBD, MBG/NBD, Pareto/NBD could not be fitted');
  });

  it('takes the least BIC, and a tie below 2 only for a model that doubts one-time buyers', () => {
    const pick = (...fits: FitResult[]) => chooseModel(fits.map((fit) => ({ fit })));
    expect(pick(fitted('bgnbd', 100), fitted('paretonbd', 101.9))).toMatchObject({ chosen: 'paretonbd' });
    expect(pick(fitted('bgnbd', 100), fitted('paretonbd', 102.1))).toMatchObject({ chosen: 'bgnbd' });
    expect(pick(fitted('nbd', 99), fitted('bgnbd', 100))).toMatchObject({ chosen: 'nbd', rule: 'bic' });
    expect(pick(fitted('nbd', 500))).toMatchObject({ chosen: 'nbd' });
  });

  it('uses the holdout only when every admissible fit has 13 weeks of it', () => {
    const at = (model: BtydName, bic: number, meanWeeklyError: number, weeks: number) => ({
      fit: fitted(model, bic),
      holdout: { meanWeeklyError, weeks },
    });
    expect(chooseModel([at('bgnbd', 100, 9, 13), at('mbgnbd', 50, 10, 13)])).toMatchObject({ chosen: 'bgnbd' });
    expect(chooseModel([at('bgnbd', 100, 9, 12), at('mbgnbd', 50, 10, 12)])).toMatchObject({ chosen: 'mbgnbd' });
    expect(chooseModel([at('bgnbd', 100, 9, 13), { fit: fitted('mbgnbd', 50) }])).toMatchObject({ rule: 'bic' });
  });

  it('says when nothing can be chosen', () => {
    expect(chooseModel([])).toMatchObject({ ok: false, reason: 'no_admissible_model' });
    expect(chooseModel([{ fit: refused('bgnbd') }])).toMatchObject({ ok: false, reason: 'no_admissible_model' });
  });
});

describe('gates', () => {
  it('state which failed and by how much', () => {
    const results = gates({ customers: 250, repeaters: 130, historyWeeks: 12 });
    expect(results).toEqual([
      { gate: 'buyers', ok: false, have: 250, need: 300 },
      { gate: 'repeaters', ok: true, have: 130, need: 100 },
      { gate: 'history_weeks', ok: false, have: 12, need: 26 },
    ]);
    expect(weeksUntilGatesPass(results, { buyers: 2, repeaters: 1 })).toEqual({ ok: true, weeks: 25 });
    expect(weeksUntilGatesPass(results, { buyers: 100, repeaters: 0 })).toEqual({ ok: true, weeks: 14 });
    expect(weeksUntilGatesPass(results, { buyers: 0, repeaters: 5 })).toMatchObject({
      reason: 'not_growing',
      need: 50,
    });
    expect(() => weeksUntilGatesPass(results, { buyers: -1, repeaters: 0 })).toThrow(RangeError);
  });
  it('need no time when they pass', () => {
    const results = gates({ customers: 300, repeaters: 100, historyWeeks: 26 });
    expect(weeksUntilGatesPass(results, { buyers: 0, repeaters: 0 })).toEqual({ ok: true, weeks: 0 });
  });
});
