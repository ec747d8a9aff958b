import { formatMoment } from '@/components/evidence/dates';
import { type Direction, evidenceOf, toneOf } from '@/components/evidence/evidence';
import { formatCount, formatNumber, formatP, formatPoints, formatShare } from '@/components/evidence/format';
import { formatMoney } from '@/components/evidence/money';
import type { Trace, TraceFact } from '@/components/shell/trace';
import type { Arm } from '@/db/schema/campaigns.constants';
import type { CampaignResults, Effect } from '@/server/features/campaigns/schemas';
import { colourOf, effectText, endsText, levelText, metricInWords } from './campaign-words';

interface About {
  slug: string;
  currency: string;
  timezone: string;
}

export const exportAddress = (slug: string, campaignId: string, file: 'assignment' | 'contrasts'): string =>
  `/api/campaigns/${slug}/${campaignId}/${file}`;

type Read = CampaignResults & { readOut: NonNullable<CampaignResults['readOut']> };

/** Where the figures of a campaign that was read come from, by the id of the figure. */
export function campaignTraces(results: CampaignResults, about: About): Record<string, Trace> {
  const { readOut } = results;
  if (!readOut) return {};
  const read: Read = { ...results, readOut };
  const { effect, incremental } = readOut;
  const facts = factsOf(read, about);
  return {
    ...(effect.ok ? effectTraces(read, effect, { about, facts }) : {}),
    ...(incremental.ok
      ? {
          incremental: {
            title: `Incremental revenue, ${results.campaign.plan.windowDays} days`,
            value: formatMoney(incremental.minor, about.currency, { exact: true }),
            interval: intervalOf(
              { estimate: incremental.minor, low: incremental.ciLow, high: incremental.ciHigh },
              {
                level: levelOf(read),
                better: colourOf(read),
                ends: `${formatMoney(incremental.ciLow, about.currency)} to ${formatMoney(incremental.ciHigh, about.currency)}`,
              },
            ),
            meaning: `Revenue a treated customer, net of refunds, minus revenue a control customer, times the ${formatCount(readOut.split.arms.treatment)} treated.`,
            facts: [...facts, { term: 'Method', value: 'Welch’s interval of the difference, times the treated' }],
          },
        }
      : {}),
  };
}

const levelOf = ({ campaign }: Read): string => formatShare(1 - campaign.plan.alpha, { n: 1 });

function factsOf({ campaign, readOut, readUntil }: Read, { slug, timezone }: About): TraceFact[] {
  const { control, treatment } = readOut.split.arms;
  return [
    { term: 'Metric', value: metricInWords(campaign.plan), note: 'from each customer’s own assignment on' },
    { term: 'Customers', value: `${formatCount(control)} control, ${formatCount(treatment)} treatment, as assigned` },
    { term: 'Split', value: formatP(readOut.split.p), note: 'sample ratio against the planned shares' },
    { term: 'Plan', value: `${campaign.seal?.hash.slice(0, 16)}…`, note: 'SHA-256 of what was sealed' },
    { term: 'Assignment', value: 'as CSV', href: exportAddress(slug, campaign.id, 'assignment') },
    { term: 'Records up to', value: formatMoment(Date.parse(readUntil), { timeZone: timezone }) },
    { term: 'Source', value: 'assignment (arms), orders and events in the window' },
  ];
}

interface Ends {
  estimate: number;
  low: number;
  high: number;
}

function intervalOf(
  found: Ends,
  { level, ends, better = 'higher' }: { level: string; ends: string; better?: Direction },
): NonNullable<Trace['interval']> {
  return {
    ...found,
    words: `${level} interval ${ends}`,
    tone: toneOf(evidenceOf({ ...found, reference: 0 }, better)),
    reference: { value: 0, label: 'control' },
  };
}

function effectTraces(read: Read, effect: Effect, { about, facts }: { about: About; facts: TraceFact[] }) {
  const { campaign, readOut } = read;
  const { plan } = campaign;
  const level = levelOf(read);
  const arm = (name: Arm): Trace => {
    const n = readOut.split.arms[name];
    const value = effect[name];
    const isMoney = plan.metric === 'net_revenue';
    return {
      title: `${metricInWords(plan)}, ${name}`,
      value: levelText(value, plan, about.currency),
      meaning: isMoney
        ? `Mean over all ${formatCount(n)} customers of the arm, those who bought nothing included.`
        : `${formatCount(Math.round(value * n))} of ${formatCount(n)} customers of the arm, contacted or not.`,
      facts,
    };
  };
  const test = `${effect.df === null ? 'z' : 't'} ${formatNumber(effect.statistic, 3)}${effect.df === null ? '' : `, df ${formatNumber(effect.df, 1)}`}`;
  const difference: Trace = {
    title: `${metricInWords(plan)}: treatment minus control`,
    value: effectText(effect.difference, plan, about.currency),
    interval: intervalOf(
      { estimate: effect.difference, low: effect.ciLow, high: effect.ciHigh },
      { level, ends: endsText(effect, plan, about.currency), better: colourOf(read) },
    ),
    meaning: `${levelText(effect.treatment, plan, about.currency)} of treatment against ${levelText(effect.control, plan, about.currency)} of control, everyone as assigned.`,
    facts: [
      ...facts,
      { term: 'Test', value: `${test}, ${formatP(effect.p)}` },
      { term: 'Interval', value: plan.metric === 'net_revenue' ? 'Welch' : 'Newcombe; p from the pooled z' },
    ],
  };
  return {
    effect: difference,
    control: arm('control'),
    treatment: arm('treatment'),
    ...(effect.relative.ok ? { relative: relativeTrace(read, effect.relative, facts) } : {}),
  };
}

function relativeTrace(
  read: Read,
  { relative, relativeLow, relativeHigh }: Extract<Effect['relative'], { ok: true }>,
  facts: TraceFact[],
): Trace {
  const write = (value: number) => formatPoints(value, { unit: 'none' });
  return {
    title: 'Relative to control',
    value: `${write(relative)} %`,
    interval: intervalOf(
      { estimate: relative, low: relativeLow, high: relativeHigh },
      {
        level: levelOf(read),
        ends: `${write(relativeLow)} to ${write(relativeHigh)} %`,
        better: colourOf(read),
      },
    ),
    meaning: 'The difference as a share of what control did. p and verdict come from the absolute difference.',
    facts: [...facts, { term: 'Interval', value: 'Fieller' }],
  };
}
