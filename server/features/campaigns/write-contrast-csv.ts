import { requirePermission } from '@/server/auth/require-permission';
import { csvLine } from '@/server/platform/csv';
import type { ServiceContext } from '@/server/platform/context';
import { AppError } from '@/server/platform/errors';
import { getCampaignResults } from './results';
import type { CampaignInput, CampaignReadOut, CampaignView, Effect, Refused } from './schemas';

const header = [
  'contrast',
  'metric',
  'window_days',
  'unit',
  'control_customers',
  'treatment_customers',
  'control',
  'treatment',
  'difference',
  'ci_low',
  'ci_high',
  'level',
  'statistic',
  'df',
  'p',
  'refused',
] as const;
type Row = Partial<Record<(typeof header)[number], string | number | null>>;

const refusalOf = ({ reason, have, need }: Refused): Row => ({ refused: `${reason}: ${have}, needs ${need}` });

/** What was read, all digits: the sealed metric absolute, relative and with CUPED, and the money it brought. */
export async function* writeContrastCsv(ctx: ServiceContext, input: CampaignInput): AsyncGenerator<string> {
  requirePermission(ctx, 'campaigns:read');
  const { campaign, readOut } = await getCampaignResults(ctx, input);
  if (!readOut) throw new AppError('precondition', 'The window has not closed: nothing has been read yet.');
  yield csvLine([...header]);
  for (const row of rowsOf(campaign, readOut, ctx.workspace.currency))
    yield csvLine(header.map((name) => row[name] ?? null));
  const { word, reason } = readOut.verdict;
  yield csvLine([`verdict: ${word}`, reason, `plan ${campaign.seal?.hash ?? ''}`]);
}

function rowsOf(
  { plan }: CampaignView,
  { effect, cuped, incremental, split }: CampaignReadOut,
  currency: string,
): Row[] {
  const isMoney = plan.metric === 'net_revenue';
  const common: Row = {
    metric: plan.metric === 'event' ? `event ${plan.event}` : plan.metric,
    window_days: plan.windowDays,
    control_customers: split.arms.control,
    treatment_customers: split.arms.treatment,
    level: 1 - plan.alpha,
  };
  const unit = isMoney ? `${currency} minor` : 'share';
  return [
    { ...common, contrast: 'absolute', unit, ...(effect.ok ? absoluteOf(effect) : refusalOf(effect)) },
    { ...common, contrast: 'relative', unit: 'share of control', ...relativeOf(effect) },
    { ...common, contrast: 'cuped', unit, ...(cuped.ok ? endsOf(cuped) : refusalOf(cuped)) },
    {
      ...common,
      contrast: 'incremental revenue',
      metric: 'net_revenue',
      unit: `${currency} minor, all treated`,
      ...(incremental.ok
        ? { difference: incremental.minor, ci_low: incremental.ciLow, ci_high: incremental.ciHigh }
        : refusalOf(incremental)),
    },
  ];
}

const endsOf = ({ difference, ciLow, ciHigh }: Pick<Effect, 'difference' | 'ciLow' | 'ciHigh'>): Row => ({
  difference,
  ci_low: ciLow,
  ci_high: ciHigh,
});

const absoluteOf = (effect: Effect): Row => ({
  ...endsOf(effect),
  control: effect.control,
  treatment: effect.treatment,
  statistic: effect.statistic,
  df: effect.df,
  p: effect.p,
});

function relativeOf(effect: Effect | Refused): Row {
  if (!effect.ok) return refusalOf(effect);
  const { relative } = effect;
  if (!relative.ok) return refusalOf(relative);
  return { difference: relative.relative, ci_low: relative.relativeLow, ci_high: relative.relativeHigh };
}
