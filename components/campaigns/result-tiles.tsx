import { formatDay } from '@/components/evidence/dates';
import { evidenceOf } from '@/components/evidence/evidence';
import { formatCount, formatPoints, formatShare } from '@/components/evidence/format';
import { formatMoney } from '@/components/evidence/money';
import { type Change, StatTile, StatTiles } from '@/components/evidence/stat-tile';
import type { Trace } from '@/components/shell/trace';
import type { CampaignReadOut, CampaignResults } from '@/server/features/campaigns/schemas';
import { intervalOf } from './effect-panel';
import { colourOf, effectText, levelText, refusalText } from './campaign-words';

interface ResultTilesProps {
  results: CampaignResults;
  currency: string;
  zone: { timeZone: string };
  traces: Readonly<Record<string, Trace>>;
}

/** What the headline leaves out: both arms, the relative effect and the money; before that, how far the campaign is. */
export function ResultTiles({ results, currency, zone, traces }: ResultTilesProps) {
  const { readOut } = results;
  if (!readOut) return <ProgressTiles results={results} zone={zone} />;
  if (readOut.verdict.word === 'invalid') return <SplitTiles results={results} readOut={readOut} />;
  const { plan } = results.campaign;
  const { effect, split } = readOut;
  if (!effect.ok) return <TooFewTiles readOut={readOut} windowDays={plan.windowDays} currency={currency} />;
  const level = (arm: 'control' | 'treatment') => levelText(effect[arm], plan, currency);
  const n = (arm: 'control' | 'treatment') => `of ${formatCount(split.arms[arm])} customers`;
  const change: Change = {
    evidence: evidenceOf(intervalOf(effect), colourOf(results)),
    text: effectText(effect.difference, plan, currency),
  };
  return (
    <StatTiles>
      <StatTile label="Control" value={level('control')} trace={traces.control} note={n('control')} />
      <StatTile
        label="Treatment"
        value={level('treatment')}
        trace={traces.treatment}
        change={change}
        note={n('treatment')}
      />
      <RelativeTile readOut={readOut} trace={traces.relative} />
      <RevenueTile readOut={readOut} windowDays={plan.windowDays} currency={currency} trace={traces.incremental} />
    </StatTiles>
  );
}

interface RevenueProps {
  readOut: CampaignReadOut;
  windowDays: number;
  currency: string;
  trace?: Trace;
}

function RevenueTile({ readOut: { incremental }, windowDays, currency, trace }: RevenueProps) {
  const label = `Incremental revenue, ${windowDays} ${windowDays === 1 ? 'day' : 'days'}`;
  if (!incremental.ok) return <StatTile label={label} note={refusalText(incremental)} />;
  const { minor, ciLow, ciHigh } = incremental;
  return (
    <StatTile
      label={label}
      value={formatMoney(minor, currency)}
      trace={trace}
      note={`${formatMoney(ciLow, currency)} to ${formatMoney(ciHigh, currency)}`}
    />
  );
}

/** The data cannot answer: only how many there are is told. */
function TooFewTiles({ readOut, windowDays, currency }: RevenueProps) {
  const { control, treatment } = readOut.split.arms;
  return (
    <StatTiles>
      <StatTile label="Control" value={formatCount(control)} note="customers" />
      <StatTile label="Treatment" value={formatCount(treatment)} note="customers" />
      <RevenueTile readOut={readOut} windowDays={windowDays} currency={currency} />
    </StatTiles>
  );
}

function RelativeTile({ readOut: { effect }, trace }: { readOut: CampaignReadOut; trace: Trace | undefined }) {
  const text = (value: number) => formatPoints(value, { unit: 'none' });
  if (!effect.ok || !effect.relative.ok)
    return <StatTile label="Relative to control" note="no interval with two ends: control is too near zero" />;
  const { relative, relativeLow, relativeHigh } = effect.relative;
  return (
    <StatTile
      label="Relative to control"
      value={`${text(relative)} %`}
      trace={trace}
      note={`${text(relativeLow)} to ${text(relativeHigh)} %`}
    />
  );
}

/** Arms that cannot be compared: only their sizes are told. */
function SplitTiles({ results, readOut }: { results: CampaignResults; readOut: CampaignReadOut }) {
  const { control, treatment } = readOut.split.arms;
  const { controlShare } = results.campaign;
  const all = control + treatment;
  const tile = (label: string, count: number, planned: number) => (
    <StatTile
      label={label}
      value={formatCount(count)}
      note={`${formatShare(count / all)}, planned ${formatShare(planned)}`}
    />
  );
  return (
    <StatTiles>
      {tile('Control', control, controlShare)}
      {tile('Treatment', treatment, 1 - controlShare)}
    </StatTiles>
  );
}

function ProgressTiles({ results, zone }: Pick<ResultTilesProps, 'results' | 'zone'>) {
  const { campaign, counts, progress } = results;
  return (
    <StatTiles>
      <StatTile label="Treatment" value={formatCount(counts.arms.treatment)} note="customers" />
      <StatTile label="Control, not contacted" value={formatCount(counts.arms.control)} note="customers" />
      <StatTile
        label="Sent"
        value={formatCount(counts.handOvers.sent ?? 0)}
        note={`of ${formatCount(counts.arms.treatment)}`}
      />
      <StatTile
        label="Read on"
        value={campaign.endsAt ? formatDay(campaign.endsAt.getTime(), zone) : undefined}
        note={`${progress.daysIn} of ${progress.daysOf} days are in`}
      />
    </StatTiles>
  );
}
