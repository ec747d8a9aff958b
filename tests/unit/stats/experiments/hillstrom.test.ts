import { describe, expect, it } from 'vitest';
import { benjaminiHochberg } from '@/server/stats/cohort';
import {
  compareMeans,
  compareProportions,
  cupedContrast,
  deltaLift,
  estimatedShare,
  interactionOf,
  type PairedMoments,
  sampleRatio,
  sequentialInterval,
} from '@/server/stats/experiments';
import { momentsOf, varianceOf } from '@/server/stats/moments';
import golden from '../../../golden/hillstrom.json';
import { dataPath } from '../../../support/data-path';
import { type HillstromRow, readHillstrom } from '../../../support/hillstrom';

const { truth } = golden;
const arms = truth.arms;
const MENS = arms['Mens E-Mail'];
const WOMENS = arms['Womens E-Mail'];
const NONE = arms['No E-Mail'];
const must = <T extends { ok: boolean }>(answer: T): Extract<T, { ok: true }> => {
  if (!answer.ok) throw new Error(JSON.stringify(answer));
  return answer as Extract<T, { ok: true }>;
};
const relative = (value: number, target: number) => Math.abs(value / target - 1);

describe('golden: Hillstrom from its sums per arm', () => {
  it('srm: .9036930', () => {
    const ratio = must(sampleRatio([MENS.n, WOMENS.n, NONE.n], [1, 1, 1]));
    expect(ratio).toMatchObject({ df: 2, mismatch: false });
    expect(ratio.p).toBeCloseTo(truth.srm_equal_thirds.p, 12);
    expect(ratio.chiSquare).toBeCloseTo(truth.srm_equal_thirds.chi2, 10);
  });

  it.each([
    ['mens visits', NONE.visits, MENS.visits, NONE.n, MENS.n, truth.mens_visit],
    ['mens conversion', NONE.conversions, MENS.conversions, NONE.n, MENS.n, truth.mens_conversion],
    ['womens visits', NONE.visits, WOMENS.visits, NONE.n, WOMENS.n, truth.womens_visit],
    ['womens conversion', NONE.conversions, WOMENS.conversions, NONE.n, WOMENS.n, truth.womens_conversion],
    ['mens against womens', WOMENS.visits, MENS.visits, WOMENS.n, MENS.n, truth.mens_vs_womens_visit],
  ])('two-proportions: %s', (_, xc, xt, nc, nt, expected) => {
    const contrast = must(compareProportions({ successes: xc, n: nc }, { successes: xt, n: nt }));
    expect(contrast.difference).toBeCloseTo(expected.diff, 12);
    expect(contrast.statistic).toBeCloseTo(expected.z_pooled, 10);
    expect(relative(contrast.p, expected.p_pooled)).toBeLessThan(1e-10);
    expect(relative(contrast.pUnpooled, expected.p_unpooled)).toBeLessThan(1e-10);
    expect(contrast.standardError).toBeCloseTo(expected.se_unpooled, 14);
    expect([contrast.waldLow, contrast.waldHigh].map((v, i) => v - (expected.ci95_wald[i] ?? 0))).toEqual([
      expect.closeTo(0, 12),
      expect.closeTo(0, 12),
    ]);
    expect(contrast.ciLow).toBeCloseTo(expected.ci95_newcombe[0] ?? 0, 12);
    expect(contrast.ciHigh).toBeCloseTo(expected.ci95_newcombe[1] ?? 0, 12);
    const [c, t] = [estimatedShare({ successes: xc, n: nc }), estimatedShare({ successes: xt, n: nt })];
    const lift = must(deltaLift({ control: c, treatment: t, df: Infinity, level: 0.95 }));
    expect(lift.relative).toBeCloseTo(expected.rel_lift, 10);
    expect(lift.standardError).toBeCloseTo(expected.rel_se_delta, 10);
    expect(lift.relativeLow).toBeCloseTo(expected.rel_ci95[0] ?? 0, 9);
  });

  it.each([
    ['mens spend', NONE, MENS, truth.mens_spend_welch],
    ['womens spend', NONE, WOMENS, truth.womens_spend_welch],
    ['mens against womens', WOMENS, MENS, truth.mens_vs_womens_spend],
  ])('welch: %s', (_, control, treatment, expected) => {
    const moments = (arm: typeof MENS) => ({ n: arm.n, sum: arm.spend, sumSquares: arm.spend_sumsq });
    const contrast = must(compareMeans(moments(control), moments(treatment)));
    expect(contrast.difference).toBeCloseTo(expected.diff, 10);
    expect(contrast.statistic).toBeCloseTo(expected.t, 9);
    expect(contrast.df).toBeCloseTo(expected.df, 5);
    expect(relative(contrast.p, expected.p)).toBeLessThan(1e-8);
    expect(contrast.ciLow).toBeCloseTo(expected.ci95[0] ?? 0, 9);
    expect(contrast.ciHigh).toBeCloseTo(expected.ci95[1] ?? 0, 9);
  });

  it('benjamini-hochberg: six tests', () => {
    const adjusted = benjaminiHochberg(truth.bh_six.p);
    truth.bh_six.bh_adj.forEach((p, i) => expect(relative(adjusted[i] ?? 1, p)).toBeLessThan(1e-12));
  });

  it.each([truth.mens_visit, truth.mens_conversion, truth.womens_visit, truth.womens_conversion])(
    'sequential: planned 5,000',
    (contrast) => {
      const expected = contrast.sequential_abs_N5000;
      const interval = sequentialInterval({
        difference: contrast.diff,
        standardError: contrast.se_unpooled,
        units: expected.n,
        plannedUnits: 5000,
        alpha: 0.05,
      });
      expect(interval.ciLow).toBeCloseTo(expected.ci95[0] ?? 0, 12);
      expect(interval.ciHigh).toBeCloseTo(expected.ci95[1] ?? 0, 12);
      expect(relative(interval.p, expected.p_always_valid)).toBeLessThan(1e-9);
    },
  );

  it.each([truth.mens_spend_welch, truth.womens_spend_welch])('sequential: spend', (contrast) => {
    const { diff, se, sequential_abs_N5000: expected } = contrast;
    const interval = sequentialInterval({
      difference: diff,
      standardError: se,
      units: expected.n,
      plannedUnits: 5000,
      alpha: 0.05,
    });
    expect(interval.ciLow).toBeCloseTo(expected.ci95[0] ?? 0, 10);
    expect(relative(interval.p, expected.p_always_valid)).toBeLessThan(1e-9);
  });
});

const file = dataPath('hillstrom.csv');
describe.skipIf(file === null)('golden: Hillstrom from its 64,000 rows', () => {
  const rows = readHillstrom(file ?? '');
  const inArm = (arm: string) => rows.filter((row) => row.arm === arm);
  const paired = (
    own: readonly HillstromRow[],
    metric: 'spend' | 'visit',
    covariate: 'history' | 'recency',
  ): PairedMoments => ({
    metric: momentsOf(own.map((r) => r[metric])),
    covariate: momentsOf(own.map((r) => r[covariate])),
    productSum: own.reduce((sum, r) => sum + r[metric] * r[covariate], 0),
  });

  it.each([
    ['Mens E-Mail', 'spend', 'history', truth.mens_spend_cuped_history],
    ['Mens E-Mail', 'visit', 'history', truth.mens_visit_cuped_history],
    ['Mens E-Mail', 'visit', 'recency', truth.mens_visit_cuped_recency],
    ['Womens E-Mail', 'spend', 'history', truth.womens_spend_cuped_history],
    ['Womens E-Mail', 'visit', 'history', truth.womens_visit_cuped_history],
    ['Womens E-Mail', 'visit', 'recency', truth.womens_visit_cuped_recency],
  ] as const)('cuped: %s %s on %s', (arm, metric, covariate, expected) => {
    const contrast = must(
      cupedContrast(paired(inArm('No E-Mail'), metric, covariate), paired(inArm(arm), metric, covariate)),
    );
    expect(relative(contrast.theta, expected.theta_pooled)).toBeLessThan(1e-7);
    expect(contrast.difference).toBeCloseTo(expected.diff, 9);
    expect(contrast.standardError).toBeCloseTo(expected.se, 9);
    expect(contrast.statistic).toBeCloseTo(expected.t, 6);
    expect(relative(contrast.p, expected.p)).toBeLessThan(1e-6);
    expect(contrast.varianceReduction).toBeCloseTo(expected.var_reduction, 6);
  });

  it('38 segment contrasts and their adjusted p', () => {
    const pValues = truth.segments.map((segment) => {
      const arm = segment.arm === 'mens' ? 'Mens E-Mail' : 'Womens E-Mail';
      const of = (name: string) => inArm(name).filter((row) => row.fields[segment.col] === segment.val);
      const counts = (own: HillstromRow[]) => ({ successes: own.filter((r) => r.visit === 1).length, n: own.length });
      const visit = must(compareProportions(counts(of('No E-Mail')), counts(of(arm))));
      expect(visit.difference).toBeCloseTo(segment.visit_diff, 12);
      expect(visit.standardError).toBeCloseTo(segment.visit_se, 12);
      expect(relative(visit.pUnpooled, segment.visit_p)).toBeLessThan(1e-9);
      const spend = must(
        compareMeans(momentsOf(of('No E-Mail').map((r) => r.spend)), momentsOf(of(arm).map((r) => r.spend))),
      );
      expect(spend.difference).toBeCloseTo(segment.spend_diff, 9);
      expect(spend.standardError).toBeCloseTo(segment.spend_se, 9);
      expect(relative(spend.p, segment.spend_p)).toBeLessThan(1e-7);
      return visit.pUnpooled;
    });
    benjaminiHochberg(pValues).forEach((p, i) =>
      expect(relative(p, truth.segments[i]?.visit_bh ?? 0)).toBeLessThan(1e-8),
    );
  });

  it('interaction: six of them, Women’s e-mail by womens z 9.706813', () => {
    for (const [name, expected] of Object.entries(truth.interaction)) {
      const [arm, column = ''] = name.split(' x ');
      const inside = (value: string) => {
        const of = (own: string) => inArm(own).filter((row) => row.fields[column] === value);
        const counts = (own: HillstromRow[]) => ({ successes: own.filter((r) => r.visit === 1).length, n: own.length });
        const treated = arm === 'mens_email' ? 'Mens E-Mail' : 'Womens E-Mail';
        return must(compareProportions(counts(of('No E-Mail')), counts(of(treated))));
      };
      const interaction = must(interactionOf(inside('0'), inside('1')));
      expect(interaction.difference).toBeCloseTo(expected.diff_of_diff, 12);
      expect(interaction.standardError).toBeCloseTo(expected.se, 12);
      expect(interaction.z).toBeCloseTo(expected.z, 9);
      expect(relative(interaction.p, expected.p)).toBeLessThan(1e-8);
    }
  });

  it('spend given conversion does not move: the lift is conversion', () => {
    for (const [arm, expected] of [
      ['Mens E-Mail', truth.mens_spend_given_conversion_welch],
      ['Womens E-Mail', truth.womens_spend_given_conversion_welch],
    ] as const) {
      const buyers = (name: string) => momentsOf(inArm(name).flatMap((r) => (r.conversion === 1 ? [r.spend] : [])));
      const contrast = must(compareMeans(buyers('No E-Mail'), buyers(arm)));
      expect(contrast.statistic).toBeCloseTo(expected.t, 8);
      expect(contrast.p).toBeCloseTo(expected.p, 9);
      expect(varianceOf(buyers(arm))).toBeCloseTo(expected.var_t, 5);
    }
  });
});
