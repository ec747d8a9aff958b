import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bestOfRedraw, randomisationTest, stratifiedRedraw } from '@/server/stats/experiments';
import { seededRandom } from '@/server/stats/rng';

const outcomes = Float64Array.of(3, 9, 4, 1, 12, 5, 0, 7);
const arms = Uint8Array.of(0, 1, 0, 0, 1, 0, 0, 1);
const one = new Uint32Array(8);

/** Share of all C(8, 3) assignments whose |difference of means| is at least the observed one. */
function enumerated(): number {
  const total = outcomes.reduce((a, b) => a + b, 0);
  const differenceOf = (mask: number) => {
    const sum = outcomes.reduce((s, y, i) => s + (mask & (1 << i) ? y : 0), 0);
    return Math.abs(sum / 3 - (total - sum) / 5);
  };
  const ofThree = Array.from({ length: 256 }, (_, mask) => mask).filter(
    (mask) => mask.toString(2).replaceAll('0', '').length === 3,
  );
  const observed = differenceOf(0b10010010);
  return ofThree.filter((mask) => differenceOf(mask) >= observed - 1e-9).length / ofThree.length;
}

describe('randomisationTest', () => {
  it('golden: agrees with full enumeration of the 56 assignments', () => {
    const redraw = stratifiedRedraw({ strata: one, treated: Uint32Array.of(3) });
    const answer = randomisationTest({ outcomes, arms, strata: one, redraw, draws: 40_000 }, seededRandom(1));
    if (!answer.ok) throw new Error(answer.reason);
    expect(answer.difference).toBeCloseTo(28 / 3 - 13 / 5, 12);
    expect(Math.abs(answer.p - enumerated())).toBeLessThan(0.004);
  });

  it('redraws keep the number treated in each stratum, and reach every unit', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 4, maxLength: 60 }),
        fc.integer({ min: 0, max: 1000 }),
        (list, seed) => {
          const strata = Uint32Array.from([0, 1, 2, 3, ...list]);
          const sizes = [0, 1, 2, 3].map((s) => strata.filter((v) => v === s).length);
          const treated = Uint32Array.from(sizes, (n) => Math.floor(n / 3));
          const drawn = new Uint8Array(strata.length);
          stratifiedRedraw({ strata, treated })(seededRandom(seed), drawn);
          const counts = [0, 1, 2, 3].map((s) => drawn.filter((arm, i) => arm === 1 && strata[i] === s).length);
          expect(counts).toEqual([...treated]);
        },
      ),
      { seed: 2, numRuns: 100 },
    );
    const seen = new Uint32Array(8);
    const redraw = stratifiedRedraw({ strata: one, treated: Uint32Array.of(3) });
    const random = seededRandom(3);
    const drawn = new Uint8Array(8);
    for (let k = 0; k < 8000; k += 1) {
      redraw(random, drawn);
      drawn.forEach((arm, i) => {
        seen[i] = (seen[i] ?? 0) + arm;
      });
    }
    for (const n of seen) expect(Math.abs(n - 3000)).toBeLessThan(160);
  });

  it('weights strata by size, so a stratum that differs in level alone shows no effect', () => {
    const strata = Uint32Array.of(0, 0, 0, 0, 1, 1, 1, 1);
    const level = Float64Array.of(0, 0, 0, 0, 100, 100, 100, 100);
    const redraw = stratifiedRedraw({ strata, treated: Uint32Array.of(1, 3) });
    const stored = Uint8Array.of(1, 0, 0, 0, 1, 1, 1, 0);
    const answer = randomisationTest({ outcomes: level, arms: stored, strata, redraw, draws: 99 }, seededRandom(1));
    expect(answer).toMatchObject({ ok: true, difference: 0, p: 1 });
  });

  it('best of K keeps the most balanced draw', () => {
    const imbalance = (drawn: Uint8Array) =>
      Math.abs(drawn.reduce((sum, arm, i) => sum + (arm === 1 ? 1 / 3 : -1 / 5) * (outcomes[i] ?? 0), 0));
    const redraw = stratifiedRedraw({ strata: one, treated: Uint32Array.of(3) });
    const average = (draws: number) => {
      const random = seededRandom(4);
      const drawn = new Uint8Array(8);
      let sum = 0;
      for (let k = 0; k < 400; k += 1) {
        bestOfRedraw(draws, redraw, imbalance)(random, drawn);
        sum += imbalance(drawn);
      }
      return sum / 400;
    };
    expect(average(20)).toBeLessThan(average(1) / 5);
    expect(() => bestOfRedraw(0, redraw, imbalance)).toThrow(RangeError);
  });

  it('says what it cannot answer', () => {
    const redraw = stratifiedRedraw({ strata: one, treated: Uint32Array.of(3) });
    const base = { outcomes, arms, strata: one, redraw, draws: 9 };
    const run = (over: object) => randomisationTest({ ...base, ...over }, seededRandom(1));
    expect(run({ arms: new Uint8Array(8) })).toMatchObject({ ok: false, reason: 'one_arm_empty' });
    expect(run({ arms: new Uint8Array(8).fill(1) })).toMatchObject({ ok: false, reason: 'one_arm_empty' });
    expect(run({ outcomes: new Float64Array(8) })).toMatchObject({ ok: false, reason: 'no_variation' });
    expect(() => run({ outcomes: new Float64Array(7) })).toThrow(RangeError);
    expect(() => run({ draws: 0 })).toThrow(RangeError);
    expect(() => stratifiedRedraw({ strata: one, treated: Uint32Array.of(9) })).toThrow(RangeError);
    expect(() => stratifiedRedraw({ strata: Uint32Array.of(1), treated: Uint32Array.of(1) })).toThrow(RangeError);
  });
});
