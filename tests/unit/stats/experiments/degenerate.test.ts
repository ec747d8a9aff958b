import { describe, expect, it } from 'vitest';
import { benjaminiHochberg, newcombeDifference, wilsonInterval } from '@/server/stats/cohort';
import {
  compareMeans,
  compareProportions,
  cupedContrast,
  deltaLift,
  fiellerLift,
  interactionOf,
  meansRegion,
  proportionsRegion,
  sampleRatio,
  sequentialInterval,
  sequentialRegion,
} from '@/server/stats/experiments';
import { meanOf, momentsOf, thirdMomentOf, varianceOf } from '@/server/stats/moments';
import { sampleExponential, seededRandom } from '@/server/stats/rng';

describe('what the data cannot answer, each with its reason', () => {
  const empty = { successes: 0, n: 0 };
  const flat = { metric: momentsOf([1, 2]), covariate: momentsOf([3, 3]), productSum: 9 };
  it.each<[string, () => object, object]>([
    ['wilson', () => wilsonInterval(0, 0), { reason: 'no_units', have: 0, need: 1 }],
    ['newcombe', () => newcombeDifference(empty, { successes: 1, n: 2 }), { reason: 'no_units' }],
    ['two-proportions', () => compareProportions({ successes: 1, n: 2 }, empty), { reason: 'no_units' }],
    [
      'two-proportions',
      () => compareProportions({ successes: 0, n: 9 }, { successes: 0, n: 9 }),
      { reason: 'no_variation' },
    ],
    ['welch', () => compareMeans(momentsOf([1]), momentsOf([1, 2])), { reason: 'too_few_units', have: 1, need: 2 }],
    ['welch', () => compareMeans(momentsOf([1, 1]), momentsOf([2, 2])), { reason: 'no_variation' }],
    ['cuped', () => cupedContrast(flat, flat), { reason: 'covariate_constant' }],
    ['cuped', () => cupedContrast({ ...flat, metric: momentsOf([1]) }, flat), { reason: 'too_few_units' }],
    [
      'interaction',
      () => interactionOf({ difference: 1, standardError: 0 }, { difference: 1, standardError: 0 }),
      { reason: 'no_variation' },
    ],
    ['srm', () => sampleRatio([0, 0], [1, 1]), { reason: 'no_units' }],
    [
      'fieller',
      () =>
        fiellerLift({
          control: { value: 0.1, variance: 1 },
          treatment: { value: 1, variance: 1 },
          df: 50,
          level: 0.95,
        }),
      { reason: 'control_near_zero' },
    ],
    [
      'fieller',
      () =>
        fiellerLift({ control: { value: 0, variance: 0 }, treatment: { value: 1, variance: 1 }, df: 50, level: 0.95 }),
      { reason: 'control_near_zero', have: 0 },
    ],
    [
      'delta',
      () =>
        deltaLift({ control: { value: 0, variance: 1 }, treatment: { value: 1, variance: 1 }, df: 50, level: 0.95 }),
      { reason: 'control_near_zero' },
    ],
  ])('%s', (_, call, expected) => expect(call()).toMatchObject({ ok: false, ...expected }));

  it('a caller’s bug is a RangeError', () => {
    for (const call of [
      () => wilsonInterval(3, 2),
      () => wilsonInterval(1, 2, 1),
      () => benjaminiHochberg([1.1]),
      () => sampleRatio([1], [1]),
      () => sampleRatio([1, 2], [1, 0]),
      () => sequentialInterval({ difference: 0, standardError: 0, units: 1, plannedUnits: 1, alpha: 0.05 }),
      () => meanOf(momentsOf([])),
      () => varianceOf(momentsOf([1])),
    ])
      expect(call).toThrow(RangeError);
  });
});

describe('srm', () => {
  it('flags 50.6 : 49.4 of 100,000 but not of 10,000, and nothing under 100 units', () => {
    const flag = (counts: number[], shares = [1, 1]) => {
      const ratio = sampleRatio(counts, shares);
      return ratio.ok && ratio.mismatch;
    };
    expect(flag([50_600, 49_400])).toBe(true);
    expect(flag([5060, 4940])).toBe(false);
    expect(flag([99, 0])).toBe(false);
    expect(flag([100, 0], [0.8, 0.2])).toBe(true);
    expect(sampleRatio([800, 200], [0.8, 0.2])).toMatchObject({ chiSquare: 0, p: 1 });
  });
});

describe('region', () => {
  it('proportions: 20 expected events in the smaller arm', () => {
    expect(proportionsRegion({ n: 1000, successes: 20 }, { n: 1000, successes: 20 })).toEqual({ ok: true });
    expect(proportionsRegion({ n: 1000, successes: 990 }, { n: 250, successes: 240 })).toMatchObject({
      ok: false,
      reason: 'too_few_events',
      have: 4,
      need: 20,
    });
    expect(proportionsRegion({ n: 0, successes: 0 }, { n: 0, successes: 0 })).toMatchObject({ have: 0 });
  });
  it('means: skewness and unequal arms ask for more units', () => {
    const random = seededRandom(6);
    const skewed = (n: number) => momentsOf(Array.from({ length: n }, () => sampleExponential(random, 1) ** 2));
    expect(meansRegion(skewed(2000), skewed(2000))).toEqual({ ok: true });
    expect(meansRegion(skewed(200), skewed(1800))).toMatchObject({ ok: false, reason: 'too_skewed', have: 200 });
    expect(meansRegion(skewed(29), skewed(1800))).toMatchObject({ reason: 'too_few_units', have: 29, need: 30 });
    expect(meansRegion({ n: 50, sum: 1, sumSquares: 9 }, skewed(50))).toMatchObject({ reason: 'skewness_unknown' });
    const flat = momentsOf(Array(50).fill(2));
    expect(meansRegion(flat, flat)).toMatchObject({ reason: 'no_variation' });
    expect(sequentialRegion(skewed(199), skewed(4000))).toMatchObject({ reason: 'too_early', need: 200 });
    expect(thirdMomentOf(momentsOf([0, 0, 3]))).toBeCloseTo(2, 12);
  });
});
