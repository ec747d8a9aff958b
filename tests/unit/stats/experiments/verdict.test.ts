import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type VerdictInput, verdictOf } from '@/server/stats/experiments';

const contrast = (difference: number, half: number, p: number): VerdictInput['contrast'] => ({
  ok: true,
  difference,
  ciLow: difference - half,
  ciHigh: difference + half,
  p,
});
const base = { sampleRatio: { p: 0.4, mismatch: false }, alpha: 0.05, better: 'higher' } as const;

describe('verdictOf', () => {
  it.each<[string, Partial<VerdictInput> & Pick<VerdictInput, 'contrast'>]>([
    ['works', { contrast: contrast(5, 2, 0.001) }],
    ['harms', { contrast: contrast(-5, 2, 0.001) }],
    ['works', { contrast: contrast(-5, 2, 0.001), better: 'lower' }],
    ['harms', { contrast: contrast(5, 2, 0.001), better: 'lower' }],
    ['too_small_to_tell', { contrast: contrast(5, 9, 0.3) }],
    ['too_small_to_tell', { contrast: contrast(0.1, 3, 0.9), smallest: 2 }],
    ['no_difference_that_matters', { contrast: contrast(0.1, 1, 0.8), smallest: 2 }],
    ['no_difference_that_matters', { contrast: contrast(1, 0.5, 0.0001), smallest: 2 }],
    ['too_small_to_tell', { contrast: contrast(0.1, 0.001, 0.4) }],
    ['invalid', { contrast: contrast(5, 2, 0.001), sampleRatio: { p: 1e-9, mismatch: true } }],
    ['too_small_to_tell', { contrast: { ok: false, reason: 'too_few_events', have: 7, need: 20 } }],
    ['invalid', { contrast: { ok: false, reason: 'x', have: 0, need: 1 }, sampleRatio: { p: 0, mismatch: true } }],
  ])('%s', (word, input) => expect(verdictOf({ ...base, ...input }).word).toBe(word));

  it('gives the reason with its figures', () => {
    expect(verdictOf({ ...base, contrast: { ok: false, reason: 'too_few_events', have: 7, need: 20 } }).reason).toBe(
      'The data cannot answer yet: too few events (7 of 20).',
    );
    expect(verdictOf({ ...base, contrast: contrast(5, 2, 0.001) }).reason).toBe(
      'The difference is 5 (3 to 7), p 0.001.',
    );
  });

  it('never claims an effect without p < α, nor none with an interval that reaches the smallest', () => {
    const value = fc.double({ min: -10, max: 10, noNaN: true });
    fc.assert(
      fc.property(
        value,
        fc.double({ min: 0, max: 10, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (d, half, p) => {
          const { word } = verdictOf({ ...base, contrast: contrast(d, half, p), smallest: 1 });
          if (word === 'works' || word === 'harms') expect(p).toBeLessThan(0.05);
          expect(word === 'no_difference_that_matters').toBe(d - half > -1 && d + half < 1);
        },
      ),
      { seed: 8 },
    );
  });

  it('throws on a plan that cannot be', () => {
    expect(() => verdictOf({ ...base, contrast: contrast(1, 1, 1), alpha: 1 })).toThrow(RangeError);
    expect(() => verdictOf({ ...base, contrast: contrast(1, 1, 1), smallest: 0 })).toThrow(RangeError);
  });
});
