import type { ExperimentPlan, ExperimentReport } from '@/server/features/experiments/schemas';
import golden from '../golden/hillstrom.json';

const { truth } = golden;
const arms = { mens: 'Mens E-Mail', womens: 'Womens E-Mail' } as const;
type ArmKey = keyof typeof arms;

/** The read-out whose every figure stands in the golden file. */
export const hillstromPlan: ExperimentPlan = {
  unit: 'row',
  arm: 'segment',
  control: golden.control,
  metrics: [
    { column: 'visit', kind: 'proportion' },
    { column: 'conversion', kind: 'proportion' },
    { column: 'spend', kind: 'mean' },
  ],
  covariate: 'history',
  segments: ['newbie', 'channel', 'zip_code', 'history_segment', 'mens', 'womens'],
  planned: 5000,
};

interface Want {
  name: string;
  found: number | null | undefined;
  want: number;
}

type Shares = typeof truth.mens_visit;
type Means = typeof truth.mens_spend_welch;
type Adjusted = typeof truth.mens_spend_cuped_history;

interface Expected {
  difference: number;
  interval: readonly number[];
  statistic: number;
  p: number;
  df?: number;
  wald?: readonly number[];
  sequential: Shares['sequential_abs_N5000'];
  cuped?: Adjusted;
}

const ofShares = (one: Shares, cuped?: Adjusted): Expected => ({
  difference: one.diff,
  interval: one.ci95_newcombe,
  statistic: one.z_pooled,
  p: one.p_pooled,
  wald: one.ci95_wald,
  sequential: one.sequential_abs_N5000,
  ...(cuped && { cuped }),
});
const ofMeans = (one: Means, cuped: Adjusted): Expected => ({
  difference: one.diff,
  interval: one.ci95,
  statistic: one.t,
  p: one.p,
  df: one.df,
  sequential: one.sequential_abs_N5000,
  cuped,
});

const contrasts: readonly [arm: ArmKey, metric: string, expected: Expected][] = [
  ['mens', 'visit', ofShares(truth.mens_visit, truth.mens_visit_cuped_history)],
  ['mens', 'conversion', ofShares(truth.mens_conversion)],
  ['mens', 'spend', ofMeans(truth.mens_spend_welch, truth.mens_spend_cuped_history)],
  ['womens', 'visit', ofShares(truth.womens_visit, truth.womens_visit_cuped_history)],
  ['womens', 'conversion', ofShares(truth.womens_conversion)],
  ['womens', 'spend', ofMeans(truth.womens_spend_welch, truth.womens_spend_cuped_history)],
];

function ofContrast(
  { contrasts: found }: ExperimentReport,
  [arm, metric, expected]: (typeof contrasts)[number],
): Want[] {
  const name = `${arm} ${metric}`;
  const one = found.find((each) => each.arm === arms[arm] && each.metric === metric);
  if (!one) return [{ name, found: undefined, want: expected.difference }];
  const { sequential, cuped, wald, df } = expected;
  const { ciLow, ciHigh, p } = one.sequential ?? {};
  const wants: Record<string, [found: number | null | undefined, want: number | undefined]> = {
    difference: [one.difference, expected.difference],
    low: [one.ciLow, expected.interval[0]],
    high: [one.ciHigh, expected.interval[1]],
    statistic: [one.statistic, expected.statistic],
    p: [one.p, expected.p],
    'adjusted p': [one.pAdjusted, truth.bh_six.bh_adj[truth.bh_six.names.indexOf(`${arm}_${metric}`)]],
    'sequential low': [ciLow, sequential.ci95[0]],
    'sequential high': [ciHigh, sequential.ci95[1]],
    'sequential p': [p, sequential.p_always_valid],
    ...(df !== undefined && { df: [one.df, df] }),
    ...(wald && { 'Wald low': [one.waldLow, wald[0]], 'Wald high': [one.waldHigh, wald[1]] }),
    ...(cuped && {
      'CUPED difference': [one.cuped?.difference, cuped.diff],
      'CUPED standard error': [one.cuped?.standardError, cuped.se],
    }),
  };
  return Object.entries(wants).map(([what, [value, want = Number.NaN]]) => ({
    name: `${name} ${what}`,
    found: value,
    want,
  }));
}

function ofSegments(report: ExperimentReport): Want[] {
  return truth.segments.flatMap((segment): Want[] => {
    const at = (metric: string) =>
      report.segments.find(
        (one) =>
          one.column === segment.col &&
          one.value === segment.val &&
          one.arm === arms[segment.arm as ArmKey] &&
          one.metric === metric,
      );
    const [visit, spend] = [at('visit'), at('spend')];
    const name = `${segment.col} ${segment.val} ${segment.arm}`;
    return [
      { name: `${name} control`, found: visit?.n.control, want: segment.nc },
      { name: `${name} treated`, found: visit?.n.treatment, want: segment.nt },
      { name: `${name} visit`, found: visit?.difference, want: segment.visit_diff },
      { name: `${name} visit se`, found: visit?.standardError, want: segment.visit_se },
      { name: `${name} visit p`, found: visit?.p, want: segment.visit_p },
      { name: `${name} visit adjusted p`, found: visit?.pAdjusted, want: segment.visit_bh },
      { name: `${name} spend`, found: spend?.difference, want: segment.spend_diff },
      { name: `${name} spend se`, found: spend?.standardError, want: segment.spend_se },
      { name: `${name} spend p`, found: spend?.p, want: segment.spend_p },
    ];
  });
}

function ofInteractions(report: ExperimentReport): Want[] {
  return Object.entries(truth.interaction).flatMap(([name, want]) => {
    const [arm = '', column] = name.split('_email x ');
    const found = report.interactions.find(
      (one) => one.arm === arms[arm as ArmKey] && one.column === column && one.metric === 'visit',
    );
    return [
      { name: `${name} difference`, found: found?.difference, want: want.diff_of_diff },
      { name: `${name} se`, found: found?.standardError, want: want.se },
      { name: `${name} z`, found: found?.z, want: want.z },
      { name: `${name} p`, found: found?.p, want: want.p },
    ];
  });
}

const isNear = ({ found, want }: Want): boolean => found != null && Math.abs(found / want - 1) < 1e-6;

/** Every figure of the golden file beside the report's: how many, and which differ by more than a millionth. */
export function compareHillstrom(report: ExperimentReport): { compared: number; wrong: string[] } {
  const wants = [
    { name: 'SRM χ²', found: report.srm.chiSquare, want: truth.srm_equal_thirds.chi2 },
    { name: 'SRM p', found: report.srm.p, want: truth.srm_equal_thirds.p },
    ...contrasts.flatMap((contrast) => ofContrast(report, contrast)),
    ...ofSegments(report),
    ...ofInteractions(report),
  ];
  const wrong = wants.filter((one) => !isNear(one)).map(({ name, found, want }) => `${name}: ${found}, not ${want}`);
  return { compared: wants.length, wrong };
}
