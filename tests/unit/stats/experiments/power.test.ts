import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  meanMde,
  meanSampleSize,
  proportionMde,
  proportionPower,
  proportionSampleSize,
} from '@/server/stats/experiments';
import golden from '../../../golden/experiments.json';

const target = { alpha: 0.05, power: 0.8 };

describe('golden: power-proportions, power-means', () => {
  it('10 % against 12 %: labelled pooled, unpooled and arcsine', () => {
    const { nPerArm } = golden.published.power;
    for (const formula of ['pooled', 'unpooled', 'arcsine'] as const) {
      const size = proportionSampleSize({ p1: 0.1, p2: 0.12 }, target, formula);
      expect(size.nControl).toBeCloseTo(nPerArm[formula], 6);
      expect(size).toMatchObject({ nTreatment: size.nControl, formula });
    }
  });
  it('R power.prop.test: 5,000 an arm detect .11743, to the tolerance of R’s root search', () => {
    const found = proportionMde({ baseline: 0.1, nControl: 5000, nTreatment: 5000 }, target);
    expect(Math.abs((found.ok ? found.p2 : 0) - 0.1174309093)).toBeLessThan(2e-5);
    expect(found).toMatchObject({ formula: 'pooled' });
  });
  it('R power.t.test d .2: 393.4057', () => {
    expect(meanSampleSize({ difference: 2, sd: 10 }, target).nControl).toBeCloseTo(393.4057, 1);
  });
});

describe('properties', () => {
  it('sample size, detectable effect and power undo each other', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.02, max: 0.6, noNaN: true }),
        fc.integer({ min: 500, max: 50_000 }),
        fc.constantFrom(1, 4, 9, 0.25),
        fc.constantFrom('pooled' as const, 'unpooled' as const, 'arcsine' as const),
        (baseline, nControl, ratio, formula) => {
          const arms = { nControl, nTreatment: nControl * ratio };
          const found = proportionMde({ baseline, ...arms }, target, formula);
          if (!found.ok) throw new Error(found.reason);
          const back = proportionSampleSize({ p1: baseline, p2: found.p2, ratio }, target, formula);
          expect(back.nControl / nControl).toBeCloseTo(1, 4);
          if (formula === 'unpooled') {
            expect(proportionPower({ p1: baseline, p2: found.p2, ...arms }, 0.05)).toBeCloseTo(0.8, 4);
          }
          const mde = meanMde({ sd: 3, ...arms }, target);
          expect(meanSampleSize({ difference: mde, sd: 3, ratio }, target).nControl / nControl).toBeCloseTo(1, 9);
        },
      ),
      { seed: 7, numRuns: 100 },
    );
  });
  it('power under no difference is α', () => {
    expect(proportionPower({ p1: 0.1, p2: 0.1, nControl: 100, nTreatment: 900 }, 0.05)).toBeCloseTo(0.05, 12);
  });
});

describe('degenerate', () => {
  it('says when nothing could be detected', () => {
    expect(proportionMde({ baseline: 0.9, nControl: 5, nTreatment: 5 }, target)).toMatchObject({
      ok: false,
      reason: 'undetectable',
      have: 5,
    });
  });
  it.each([
    () => proportionSampleSize({ p1: 0.1, p2: 0.1 }, target),
    () => proportionSampleSize({ p1: 0, p2: 0.1 }, target),
    () => proportionSampleSize({ p1: 0.1, p2: 0.2 }, { alpha: 0, power: 0.8 }),
    () => proportionMde({ baseline: 1, nControl: 5, nTreatment: 5 }, target),
    () => meanSampleSize({ difference: 0, sd: 1 }, target),
    () => meanMde({ sd: 0, nControl: 9, nTreatment: 9 }, target),
  ])('RangeError %#', (call) => expect(call).toThrow(RangeError));
});
