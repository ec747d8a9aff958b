import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Direction, evidenceOf, type Interval, toneOf } from '@/components/evidence/evidence';

const difference: Interval = { estimate: -0.07, low: -0.111, high: -0.029, reference: 0, n: 942 };

describe('evidenceOf', () => {
  it('is clear when the interval leaves the reference out, and good or risk by which way is good', () => {
    expect(evidenceOf(difference, 'higher')).toEqual({ kind: 'clear', tone: 'risk', side: 'below' });
    expect(evidenceOf(difference, 'lower')).toEqual({ kind: 'clear', tone: 'good', side: 'below' });
    expect(evidenceOf(difference, 'neither')).toEqual({ kind: 'clear', tone: 'ink', side: 'below' });
    expect(evidenceOf({ estimate: 0.41, low: 0.31, high: 0.52, reference: 0.06 }, 'lower')).toEqual({
      kind: 'clear',
      tone: 'risk',
      side: 'above',
    });
  });

  it('is noise when the interval holds the reference, touching included', () => {
    expect(evidenceOf({ estimate: 1.5, low: -1.8, high: 4.8, reference: 0 }, 'higher').kind).toBe('noise');
    expect(evidenceOf({ estimate: 1, low: 0, high: 2, reference: 0 }, 'higher').kind).toBe('noise');
    expect(evidenceOf({ estimate: -1, low: -2, high: 0, reference: 0 }, 'higher').kind).toBe('noise');
  });

  it('is too few under 30 customers or the gate of the estimator, whatever the interval says', () => {
    expect(evidenceOf({ ...difference, n: 29 }, 'higher')).toEqual({ kind: 'too_few', have: 29, need: 30 });
    expect(evidenceOf({ ...difference, n: 30 }, 'higher').kind).toBe('clear');
    expect(evidenceOf({ ...difference, n: 90, need: 100 }, 'higher')).toEqual({ kind: 'too_few', have: 90, need: 100 });
    expect(evidenceOf({ estimate: null, low: null, high: null, n: 0 }, 'higher')).toEqual({
      kind: 'too_few',
      have: 0,
      need: 30,
    });
  });

  it('is unfinished while the period is not over, after too few', () => {
    expect(evidenceOf({ ...difference, complete: false }, 'higher')).toEqual({ kind: 'unfinished' });
    expect(evidenceOf({ ...difference, complete: false, n: 3 }, 'higher').kind).toBe('too_few');
  });

  it('is plain without a reference or without an interval', () => {
    expect(evidenceOf({ estimate: 0.41, low: 0.31, high: 0.52 }, 'higher').kind).toBe('plain');
    expect(evidenceOf({ estimate: 12, low: null, high: null, reference: 0 }, 'higher').kind).toBe('plain');
  });

  it('refuses ends in the wrong order, half an interval and numbers that are none', () => {
    expect(() => evidenceOf({ estimate: 1, low: 2, high: 1 }, 'higher')).toThrow(RangeError);
    expect(() => evidenceOf({ estimate: 1, low: 2, high: null }, 'higher')).toThrow(RangeError);
    expect(() => evidenceOf({ estimate: Number.NaN, low: 0, high: 1 }, 'higher')).toThrow(RangeError);
  });

  it('never gives noise, too few or unfinished a meaning colour', () => {
    const number = fc.double({ min: -100, max: 100, noNaN: true });
    const direction = fc.constantFrom<Direction>('higher', 'lower', 'neither');
    fc.assert(
      fc.property(number, number, number, fc.nat(60), fc.boolean(), direction, (a, b, estimate, n, complete, good) => {
        const interval = { estimate, low: Math.min(a, b), high: Math.max(a, b), reference: 0, n, complete };
        const tone = toneOf(evidenceOf(interval, good));
        const isSure = n >= 30 && complete && (interval.low > 0 || interval.high < 0);
        expect(tone === 'good' || tone === 'risk').toBe(isSure && good !== 'neither');
      }),
    );
  });
});
