import { describe, expect, it } from 'vitest';
import {
  btydModels,
  type FittedModel,
  groupHistories,
  parameterIntervals,
  parametersRegion,
  profileOf,
} from '@/server/stats/btyd';
import { profileRoot } from '@/server/stats/optimise';
import golden from '../../../golden/btyd.json';

const rowsOf = ({ x, tx, T }: { x: number[]; tx: number[]; T: number[] }, from = 0, to = x.length) =>
  groupHistories({
    x: Float64Array.from(x.slice(from, to)),
    tx: Float64Array.from(tx.slice(from, to)),
    T: Float64Array.from(T.slice(from, to)),
  });

function fitted(name: 'nbd' | 'bgnbd' | 'mbgnbd' | 'paretonbd', stats: ReturnType<typeof rowsOf>): FittedModel {
  const fit = btydModels[name].fit(stats);
  if (!fit.ok) throw new Error(fit.reason);
  return fit;
}

describe('golden: the 1,200 histories of tests/golden/btyd.json', () => {
  const stats = rowsOf(golden.bgnbd);
  const truth = golden.bgnbd.true;

  it('the 95 % intervals hold what they were simulated from, and end where the likelihood ratio says', () => {
    const fit = fitted('bgnbd', stats);
    expect(parametersRegion('bgnbd', stats)).toEqual({ ok: true });
    const answer = parameterIntervals(fit, stats);
    if (!answer.ok) throw new Error(answer.reason);
    const input = profileOf(fit, stats);
    for (const [i, value] of [truth.r, truth.alpha, truth.a, truth.b].entries()) {
      const { ciLow = 0, ciHigh = 0 } = answer.intervals[i] ?? {};
      expect(ciLow).toBeLessThan(value);
      expect(ciHigh).toBeGreaterThan(value);
      expect(profileRoot(input, i, Math.log(ciLow))).toBeCloseTo(1.96, 1);
      if (Number.isFinite(ciHigh)) expect(profileRoot(input, i, Math.log(ciHigh))).toBeCloseTo(-1.96, 1);
      expect(Math.abs(profileRoot(input, i, Math.log(fit.params[i] ?? 0)))).toBeLessThan(0.01);
    }
  });

  it('too few repeat buyers are refused with how many there are; NBD asks for fewer', () => {
    const few = rowsOf(golden.bgnbd, 0, 500);
    const repeaters = golden.bgnbd.x.slice(0, 500).filter((x) => x > 0).length;
    const refusal = { ok: false, reason: 'too_few_repeaters', have: repeaters, need: 400 };
    expect(parametersRegion('bgnbd', few)).toEqual(refusal);
    expect(parameterIntervals(fitted('bgnbd', few), few)).toEqual(refusal);
    expect(parametersRegion('nbd', few)).toEqual({ ok: true });
    expect(parametersRegion('paretonbd', few)).toMatchObject({ reason: 'too_few_repeaters', need: 700 });
    expect(parameterIntervals(fitted('nbd', few), few)).toMatchObject({ ok: true });
  });
});
