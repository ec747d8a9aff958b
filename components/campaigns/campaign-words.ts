import type { Direction } from '@/components/evidence/evidence';
import { formatCount, formatInterval, formatP, formatPoints, formatShare } from '@/components/evidence/format';
import { formatMoney, moneyScale } from '@/components/evidence/money';
import { type Part, sizeInterval } from '@/components/evidence/words';
import type {
  CampaignPlan,
  CampaignReadOut,
  CampaignResults,
  Effect,
  Refused,
} from '@/server/features/campaigns/schemas';

type Plan = Pick<CampaignPlan, 'metric' | 'event' | 'windowDays'>;

const days = (count: number): string => `${formatCount(count)} ${count === 1 ? 'day' : 'days'}`;

/** "Ordered within 14 days". */
export function metricInWords({ metric, event, windowDays }: Plan): string {
  const did = { ordered: 'Ordered', net_revenue: 'Revenue per customer', event: `Did ${event}` }[metric];
  return `${did} within ${days(windowDays)}`;
}

/** "the share that ordered within 14 days", for the middle of a sentence. */
function metricInSentence({ metric, event, windowDays }: Plan): string {
  const what = {
    ordered: 'the share that ordered',
    net_revenue: 'revenue per customer',
    event: `the share that did ${event}`,
  }[metric];
  return `${what} within ${days(windowDays)}`;
}

/** A level of the metric: "12.4 %", "$34". */
export const levelText = (value: number, plan: Plan, currency: string): string =>
  plan.metric === 'net_revenue' ? formatMoney(value, currency) : formatShare(value);

/** A difference of the metric with its sign: "+2.1 pts", "+$3.40". */
export const effectText = (value: number, plan: Plan, currency: string): string =>
  plan.metric === 'net_revenue' ? formatMoney(value, currency, { signed: true }) : formatPoints(value);

/** A size without its sign: "2.1 points", "$3.40". */
export const sizeText = (value: number, plan: Plan, currency: string): string =>
  plan.metric === 'net_revenue'
    ? formatMoney(Math.abs(value), currency)
    : formatPoints(Math.abs(value), { unit: 'points', signed: false });

/** Both ends of an interval in the estimate's unit, without it: "1.9 to 8.3". */
export function endsText(
  effect: Pick<Effect, 'ciLow' | 'ciHigh' | 'difference'>,
  plan: Plan,
  currency: string,
): string {
  const scale = moneyScale(effect.difference, currency);
  const write = (end: number) =>
    plan.metric === 'net_revenue'
      ? formatMoney(end, currency, { scale })
      : formatPoints(end, { unit: 'none', signed: false });
  return formatInterval(effect.ciLow, effect.ciHigh, write);
}

const refusals: Record<string, string> = {
  too_few_units: 'customers in the smaller arm',
  too_few_events: 'expected events in the smaller arm',
  too_few_customers: 'customers',
  too_skewed: 'customers in the smaller arm, because few customers spend most',
  no_variation: 'customers who differ',
  no_amounts: 'orders without an amount',
  control_near_zero: 'standard errors between control and zero',
  covariate_constant: 'customers who differed before',
  undetectable: 'customers in control',
};

/** "17 customers in the smaller arm, needs 30". */
export const refusalText = ({ reason, have, need }: Refused): string =>
  reason === 'no_amounts'
    ? `${formatCount(have)} orders in the window have no amount`
    : `${formatCount(Math.floor(have))} ${refusals[reason] ?? reason.replaceAll('_', ' ')}, needs ${formatCount(Math.ceil(need))}`;

/** Which way is good, for marks: a difference that does not matter is neither, however clear it is. */
export const colourOf = ({ campaign, readOut }: Pick<CampaignResults, 'campaign' | 'readOut'>): Direction =>
  readOut?.verdict.word === 'no_difference_that_matters' ? 'neither' : campaign.plan.better;

/** Why the verdict is what it is, to stand beside its word. */
export function verdictReason(
  { campaign: { plan, controlShare }, readOut }: Pick<CampaignResults, 'campaign' | 'readOut'>,
  currency: string,
): string {
  if (!readOut) return '';
  const { effect, split, verdict } = readOut;
  const { control, treatment } = split.arms;
  if (verdict.word === 'invalid')
    return `${formatCount(control)} control of ${formatCount(control + treatment)}, planned ${formatShare(controlShare, { n: 1 })}: ${formatP(split.p)}`;
  // The sentence gives it.
  if (!effect.ok) return '';
  const smallest = sizeText(plan.smallest, plan, currency);
  const reasons = {
    works: `${formatP(effect.p)}, below the sealed ${formatShare(plan.alpha, { n: 1 })}`,
    harms: `${formatP(effect.p)}, below the sealed ${formatShare(plan.alpha, { n: 1 })}`,
    no_difference_that_matters: `the whole interval lies within ${smallest}, the smallest effect worth having`,
    too_small_to_tell: `the interval holds zero and leaves ${smallest}, the smallest effect worth having, possible`,
  };
  return reasons[verdict.word];
}

/** The headline of a campaign: what it did and how sure that is, or why that is not said yet. */
export function resultSentence(results: CampaignResults, currency: string): Part[] {
  const { readOut, waitsFor } = results;
  return waitsFor !== null || !readOut ? [waitingSentence(results)] : readSentence({ ...results, readOut }, currency);
}

function waitingSentence({ campaign, progress, waitsFor }: CampaignResults): string {
  if (waitsFor === 'launch')
    return campaign.state === 'stopped'
      ? 'This campaign was stopped before anyone had an arm.'
      : 'Customers are getting their arms; the first messages leave in a moment.';
  if (waitsFor === 'window' && campaign.state === 'finished')
    return `The window has closed; the records of ${progress.daysIn} of its ${days(progress.daysOf)} are in.`;
  if (waitsFor === 'window')
    return `The window is not finished; ${progress.daysIn} of ${progress.daysOf} ${progress.daysOf === 1 ? 'day is' : 'days are'} in.`;
  return 'The window has closed; its last records are being counted.';
}

function readSentence({ campaign, readOut }: CampaignResults & { readOut: CampaignReadOut }, currency: string): Part[] {
  const metric = metricInSentence(campaign.plan);
  const { effect, verdict } = readOut;
  if (verdict.word === 'invalid') return ['The arms do not have the planned sizes, so they cannot be compared.'];
  if (!effect.ok) return [`Too few customers to say what ${campaign.name} did to ${metric}: ${refusalText(effect)}.`];
  const isClear = verdict.word === 'works' || verdict.word === 'harms';
  // A size is told without its sign only where the verb says which way it went.
  const written = (isClear ? sizeEnds : endsText)(effect, campaign.plan, currency);
  const ends = { aside: ` (${Math.round(100 * (1 - campaign.plan.alpha))} % interval ${written})` };
  const size = { figure: sizeText(effect.difference, campaign.plan, currency), id: 'effect' };
  if (isClear) {
    const did = effect.difference > 0 ? 'raised' : 'lowered';
    return [`${campaign.name} ${did} ${metric} by `, size, ' over doing nothing', ends, '.'];
  }
  if (verdict.word === 'no_difference_that_matters')
    return [`${campaign.name} made no difference that matters to ${metric}`, ends, '.'];
  return [`The effect of ${campaign.name} on ${metric} cannot be told apart from noise`, ends, '.'];
}

function sizeEnds(effect: Effect, plan: Plan, currency: string): string {
  const scale = moneyScale(effect.difference, currency);
  const write = (end: number) =>
    plan.metric === 'net_revenue'
      ? formatMoney(end, currency, { scale })
      : formatPoints(end, { unit: 'none', signed: false });
  return sizeInterval(effect.ciLow, effect.ciHigh, write);
}
