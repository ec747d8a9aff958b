import { AnswerLine, Words } from '@/components/evidence/answer-line';
import { AnswerPicture } from '@/components/evidence/answer-picture';
import { formatDay, formatMoment } from '@/components/evidence/dates';
import { formatCount } from '@/components/evidence/format';
import { formatMoney } from '@/components/evidence/money';
import { VerdictBadge } from '@/components/evidence/verdict-badge';
import { plainText } from '@/components/evidence/words';
import { Page } from '@/components/shell/page';
import { Method, Split } from '@/components/ui/panel';
import type { CampaignResults, Effect } from '@/server/features/campaigns/schemas';
import { CampaignActions } from './campaign-actions';
import { campaignTraces } from './campaign-traces';
import { colourOf, effectText, endsText, refusalText, resultSentence, verdictReason } from './campaign-words';
import { EffectPanel, intervalOf } from './effect-panel';
import { KeepReading } from './keep-reading';
import { HandOverPanel, openHandOvers, TrustList } from './result-parts';
import { RevenueCurve } from './revenue-curve';
import { SealedPlan, SentMessage } from './sealed-plan';
import { ResultTiles } from './result-tiles';
import { StateChip } from './state-chip';

interface ResultPageProps {
  workspace: { slug: string; timezone: string; currency: string };
  results: CampaignResults;
  audience: string;
  mayWrite: boolean;
}

/** What a campaign did: the answer with its interval, the arms, whether it can be trusted, the sealed plan. */
export function ResultPage({ workspace, results, audience, mayWrite }: ResultPageProps) {
  const { slug, timezone, currency } = workspace;
  const { campaign, readOut } = results;
  const sentence = resultSentence(results, currency);
  const zone = { timeZone: timezone };
  const reason = verdictReason(results, currency);
  const traces = campaignTraces(results, workspace);
  const effect = readOut && readOut.verdict.word !== 'invalid' && readOut.effect.ok ? readOut.effect : undefined;
  return (
    <Page
      title={campaign.name}
      crumbs={[{ label: 'Campaigns', href: `/${slug}/campaigns` }]}
      mark={<StateChip state={campaign.state} />}
      actions={mayWrite ? <CampaignActions id={campaign.id} state={campaign.state} /> : null}
    >
      {isUnderWay(results) ? <KeepReading /> : null}
      <AnswerLine
        kick={
          <>
            {readOut ? <VerdictBadge verdict={readOut.verdict.word} reason={reason && `${reason} ·`} /> : null}
            <span>{kickOf(results, audience, zone)}</span>
          </>
        }
        next={nextOf(results, currency, zone)}
        picture={effect ? <EffectPicture {...{ effect, results, currency }} label={plainText(sentence)} /> : undefined}
      >
        <Words parts={sentence} traces={traces} />
      </AnswerLine>
      <ResultTiles {...{ results, currency, zone, traces }} />
      <Split>
        <div className="flex min-w-0 flex-col gap-4">
          {effect ? <Pictures {...{ effect, results, workspace }} /> : null}
          <HandOverPanel results={results} slug={slug} />
          <SentMessage campaign={campaign} mayWrite={mayWrite} />
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

interface PicturesProps {
  effect: Effect;
  results: CampaignResults;
  workspace: ResultPageProps['workspace'];
}

/** The effect, and how the money came in. */
function Pictures({ effect, results, workspace }: PicturesProps) {
  const { readOut, revenue, campaign } = results;
  const { windowDays } = campaign.plan;
  return (
    <>
      {readOut ? <EffectPanel {...{ effect, readOut, results, workspace }} /> : null}
      {revenue.length > 1 ? <RevenueCurve points={revenue} {...{ windowDays, currency: workspace.currency }} /> : null}
    </>
  );
}

const isUnderWay = (results: CampaignResults): boolean =>
  results.campaign.state === 'launching' || (results.campaign.state === 'running' && openHandOvers(results) > 0);

function kickOf({ campaign, counts }: CampaignResults, audience: string, zone: { timeZone: string }): string {
  const customers = formatCount(counts.arms.control + counts.arms.treatment);
  const launched = campaign.launchedAt ? `launched ${formatDay(campaign.launchedAt.getTime(), zone)}` : '';
  return [
    launched,
    campaign.segment === null ? `all ${customers} customers` : `${customers} customers of ${audience}`,
    'two arms',
    'read once, as sealed',
  ]
    .filter(Boolean)
    .join(' · ');
}

function nextOf(results: CampaignResults, currency: string, zone: { timeZone: string }): string | undefined {
  const { readOut, campaign, readUntil } = results;
  if (!readOut) {
    if (!campaign.endsAt) return undefined;
    const [closes, known] = [campaign.endsAt.getTime(), Date.parse(readUntil)].map((at) => formatMoment(at, zone));
    if (campaign.state === 'finished')
      return `Records are known up to ${known}: bring in what happened up to ${closes} to read it.`;
    return `Nothing of the outcome is read before the window has closed, at ${closes}, so that looking cannot change the answer. Records are known up to ${known}.`;
  }
  const { incremental, verdict } = readOut;
  if (verdict.word === 'invalid')
    return 'Something took customers out of one arm or put them into it. Look for it before believing any figure.';
  if (!incremental.ok) return `Incremental revenue is not shown: ${refusalText(incremental)}.`;
  const ends = `${formatMoney(incremental.ciLow, currency)} to ${formatMoney(incremental.ciHigh, currency)}`;
  const isNoise = incremental.ciLow <= 0 && incremental.ciHigh >= 0;
  if (isNoise) return `Incremental revenue cannot be told apart from noise (${ends}).`;
  return incremental.minor > 0
    ? `It brought in ${formatMoney(incremental.minor, currency)} (${ends}).`
    : `It cost ${formatMoney(-incremental.minor, currency)} of revenue (${ends}).`;
}

interface EffectProps {
  effect: Effect;
  results: CampaignResults;
  currency: string;
}

function EffectPicture({ effect, results, currency, label }: EffectProps & { label: string }) {
  const { plan } = results.campaign;
  const [low = '', high = ''] = endsText(effect, plan, currency).split(' to ');
  return (
    <AnswerPicture
      interval={intervalOf(effect)}
      direction={colourOf(results)}
      label={label}
      labels={{ estimate: effectText(effect.difference, plan, currency), low, high, reference: '0' }}
    />
  );
}
