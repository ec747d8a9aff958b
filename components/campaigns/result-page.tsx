import { AnswerLine, Words } from '@/components/evidence/answer-line';
import { AnswerPicture } from '@/components/evidence/answer-picture';
import { formatDay, formatMoment } from '@/components/evidence/dates';
import { formatCount, formatP, formatPoints } from '@/components/evidence/format';
import { StatTile, StatTiles } from '@/components/evidence/stat-tile';
import { VerdictBadge } from '@/components/evidence/verdict-badge';
import { plainText } from '@/components/evidence/words';
import { ForestPlot } from '@/components/charts/forest-plot';
import { Page } from '@/components/shell/page';
import { Method, Panel, Split } from '@/components/ui/panel';
import type { CampaignReadOut, CampaignResults, Effect } from '@/server/features/campaigns/schemas';
import { effectText, endsText, levelText, metricInWords, refusalText, resultSentence } from './campaign-words';
import { CampaignActions } from './campaign-actions';
import { formatMoney } from '@/components/evidence/money';
import { StateChip } from './state-chip';
import { HandOverPanel, SealedPlan, TrustList } from './result-parts';

interface ResultPageProps {
  workspace: { slug: string; timezone: string; currency: string };
  results: CampaignResults;
  audience: string;
  mayWrite: boolean;
}

/** What a campaign did: the answer with its interval, the arms, whether it can be trusted, the sealed plan. */
export function ResultPage({ workspace, results, audience, mayWrite }: ResultPageProps) {
  const { slug, timezone, currency } = workspace;
  const { campaign, readOut, counts } = results;
  const sentence = resultSentence(results, currency);
  const zone = { timeZone: timezone };
  return (
    <Page
      title={campaign.name}
      crumbs={[{ label: 'Campaigns', href: `/${slug}/campaigns` }]}
      mark={<StateChip state={campaign.state} />}
      actions={mayWrite ? <CampaignActions id={campaign.id} state={campaign.state} /> : null}
    >
      <AnswerLine
        kick={
          <>
            {readOut ? <VerdictBadge verdict={readOut.verdict.word} /> : null}
            {kickOf(results, audience, zone)}
          </>
        }
        next={nextOf(results, currency)}
        picture={
          readOut?.effect.ok ? (
            <EffectPicture effect={readOut.effect} {...{ results, currency }} label={plainText(sentence)} />
          ) : undefined
        }
      >
        <Words parts={sentence} />
      </AnswerLine>
      {readOut ? (
        <Tiles readOut={readOut} results={results} currency={currency} />
      ) : (
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
            value={campaign.endsAt ? formatDay(campaign.endsAt.getTime(), zone) : '–'}
            note={`${results.progress.daysIn} of ${results.progress.daysOf} days are in`}
          />
        </StatTiles>
      )}
      <Split>
        <div className="flex min-w-0 flex-col gap-4">
          {readOut?.effect.ok ? (
            <EffectPanel effect={readOut.effect} readOut={readOut} results={results} currency={currency} />
          ) : null}
          <HandOverPanel results={results} />
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <TrustList results={results} />
          <SealedPlan results={results} currency={currency} timezone={timezone} />
        </div>
      </Split>
      <Method
        items={[
          { term: 'Effect', text: 'everyone as assigned, treatment minus control; relative by Fieller' },
          {
            term: 'Interval',
            text: campaign.plan.metric === 'net_revenue' ? 'Welch' : 'Newcombe; p from the pooled z',
          },
          { term: 'Revenue', text: 'orders in the window, net of refunds, times the treated customers' },
          { term: 'Records up to', text: formatMoment(Date.parse(results.readUntil), zone) },
        ]}
      />
    </Page>
  );
}

function kickOf({ campaign, counts }: CampaignResults, audience: string, zone: { timeZone: string }): string {
  const customers = formatCount(counts.arms.control + counts.arms.treatment);
  const launched = campaign.launchedAt ? `launched ${formatDay(campaign.launchedAt.getTime(), zone)}` : '';
  return [launched, `${customers} customers of ${audience}`, 'two arms', 'read once, as sealed']
    .filter(Boolean)
    .join(' · ');
}

function nextOf({ readOut }: CampaignResults, currency: string): string | undefined {
  if (!readOut)
    return 'Nothing of the outcome is read before the window has closed, so that looking cannot change the answer.';
  const { incremental, verdict } = readOut;
  if (!incremental.ok)
    return verdict.word === 'invalid'
      ? verdict.reason
      : `Incremental revenue is not shown: ${refusalText(incremental)}.`;
  const ends = `${formatMoney(incremental.ciLow, currency)} to ${formatMoney(incremental.ciHigh, currency)}`;
  const isNoise = incremental.ciLow <= 0 && incremental.ciHigh >= 0;
  return isNoise
    ? `Incremental revenue cannot be told apart from noise (${ends}).`
    : `It brought in ${formatMoney(incremental.minor, currency)} (${ends}).`;
}

interface EffectProps {
  effect: Effect;
  results: CampaignResults;
  currency: string;
}

const intervalOf = ({ difference, ciLow, ciHigh }: Pick<Effect, 'difference' | 'ciLow' | 'ciHigh'>) => ({
  estimate: difference,
  low: ciLow,
  high: ciHigh,
  reference: 0,
});

function EffectPicture({ effect, results, currency, label }: EffectProps & { label: string }) {
  const { plan } = results.campaign;
  const [low = '', high = ''] = endsText(effect, plan, currency).split(' to ');
  return (
    <AnswerPicture
      interval={intervalOf(effect)}
      direction={plan.better}
      label={label}
      labels={{ estimate: effectText(effect.difference, plan, currency), low, high, reference: '0' }}
    />
  );
}

function Tiles({
  readOut,
  results,
  currency,
}: {
  readOut: CampaignReadOut;
  results: CampaignResults;
  currency: string;
}) {
  const { plan } = results.campaign;
  const { effect, incremental, split } = readOut;
  return (
    <StatTiles>
      <StatTile
        label="Control"
        value={effect.ok ? levelText(effect.control, plan, currency) : '–'}
        note={`${formatCount(split.arms.control)} customers`}
      />
      <StatTile
        label="Treatment"
        value={effect.ok ? levelText(effect.treatment, plan, currency) : '–'}
        note={`${formatCount(split.arms.treatment)} customers`}
      />
      <StatTile
        label="Relative"
        value={effect.ok && effect.relative.ok ? `${formatPoints(effect.relative.relative, { unit: 'none' })} %` : '–'}
        note={
          effect.ok && effect.relative.ok
            ? `${formatPoints(effect.relative.relativeLow, { unit: 'none' })} to ${formatPoints(effect.relative.relativeHigh, { unit: 'none' })} %`
            : 'no bounded interval'
        }
      />
      <StatTile
        label={`Incremental revenue, ${plan.windowDays} days`}
        value={incremental.ok ? formatMoney(incremental.minor, currency) : '–'}
        note={
          incremental.ok
            ? `${formatMoney(incremental.ciLow, currency)} to ${formatMoney(incremental.ciHigh, currency)}`
            : refusalText(incremental)
        }
      />
    </StatTiles>
  );
}

function EffectPanel({ effect, readOut, results, currency }: EffectProps & { readOut: CampaignReadOut }) {
  const { plan } = results.campaign;
  const { cuped } = readOut;
  const write = (each: Pick<Effect, 'difference' | 'ciLow' | 'ciHigh'>) => ({
    interval: intervalOf(each),
    estimate: effectText(each.difference, plan, currency),
    ends: endsText(each, plan, currency),
  });
  const arms = [
    { id: 'plain', name: 'Treatment', ...write(effect) },
    ...(cuped.ok ? [{ id: 'cuped', name: 'With the window before taken out (CUPED)', ...write(cuped) }] : []),
  ];
  return (
    <Panel
      title="Effect against control"
      sub="everyone as assigned"
      flush
      foot={`${formatP(effect.p)} of the sealed metric. ${cuped.ok && cuped.varianceReduction >= 0.01 ? `The window before explains ${formatPoints(cuped.varianceReduction, { unit: 'none', signed: false })} % of the variance.` : 'No gain from the window before.'}`}
    >
      <ForestPlot
        ticks={[{ value: 0, label: 'control' }]}
        groups={[
          {
            id: 'primary',
            metric: metricInWords(plan),
            note: plan.metric === 'net_revenue' ? `primary, ${currency} a customer` : 'primary, points',
            direction: plan.better,
            arms,
          },
        ]}
      />
    </Panel>
  );
}
