import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { place, sharedScale } from '@/components/evidence/interval-layout';
import { layoutInterval } from '@/components/evidence/marks';

const box = { width: 200, pad: 5 };

describe('the shared scale', () => {
  it('holds every end and the reference of every row', () => {
    const rows = [
      { estimate: 1, low: -2, high: 3, reference: 0 },
      { estimate: 8, low: 5, high: 12, reference: 0 },
    ];
    const scale = sharedScale(rows);
    expect(scale.min).toBeLessThan(-2);
    expect(scale.max).toBeGreaterThan(12);
    expect(sharedScale(rows, { around: 0 }).min).toBe(-sharedScale(rows, { around: 0 }).max);
  });

  it('stands up to one value and to none', () => {
    expect(sharedScale([])).toEqual({ min: 0, max: 1 });
    const scale = sharedScale([{ estimate: 5, low: null, high: null }]);
    expect(scale.max).toBeGreaterThan(scale.min);
  });

  it('keeps every mark on the line and marks what it had to cut', () => {
    const value = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(value, (at) => {
        const { x, clipped } = place(at, { min: -100, max: 100 }, box);
        expect(x).toBeGreaterThanOrEqual(5);
        expect(x).toBeLessThanOrEqual(195);
        expect(clipped).toBe(at < -100 ? 'low' : at > 100 ? 'high' : null);
      }),
    );
  });
});

describe('the marks of an interval', () => {
  const scale = { min: -10, max: 10 };

  it('have a dot only where the data may be pointed at', () => {
    expect(layoutInterval({ estimate: 5, low: 2, high: 8, reference: 0 }, 'higher', scale, box)).toMatchObject({
      tone: 'good',
      hatched: false,
      zero: 100,
      dot: 147.5,
    });
    expect(layoutInterval({ estimate: 5, low: 2, high: 8, reference: 0, n: 17 }, 'higher', scale, box)).toMatchObject({
      hatched: true,
      dot: null,
    });
  });

  it('hatch the whole scale when too few have no interval', () => {
    const { range } = layoutInterval({ estimate: null, low: null, high: null, n: 3 }, 'higher', scale, box);
    expect([range?.low.x, range?.high.x]).toEqual([5, 195]);
  });
});
