import { formatDate, formatMoment } from '@/components/evidence/dates';
import { formatShare } from '@/components/evidence/format';
import { ruleWords } from '@/components/segments/segment-words';
import { Chip } from '@/components/ui/chip';
import { KeyValues, Panel } from '@/components/ui/panel';
import type { SealedRule } from '@/db/schema/segments.constants';
import type { CampaignResults } from '@/server/features/campaigns/schemas';
import { metricInWords, sizeText } from './campaign-words';
import { isAdopted } from './result-parts';
import { SigningSecret } from './signing-secret';

/** What the treated got, as it was sealed. */
export function SentMessage({ campaign, mayWrite }: { campaign: CampaignResults['campaign']; mayWrite: boolean }) {
  const { channel, subject, message, webhookUrl } = campaign;
  return (
    <Panel title="What the treated get" sub={channel === 'email' ? 'e-mail, sealed' : 'signed webhook, sealed'}>
      <div className="flex flex-col gap-2 text-table">
        {webhookUrl ? <code className="text-small break-all">{webhookUrl}</code> : null}
        {webhookUrl && mayWrite ? <SigningSecret id={campaign.id} /> : null}
        {subject ? <p className="font-medium">{subject}</p> : null}
        <p className="break-words whitespace-pre-wrap text-text-2">{message}</p>
      </div>
    </Panel>
  );
}

/** Who the campaign was for, in words that stay true when the segment is changed. */
function audienceItems({ rule, segment, uses, asOf }: SealedRule, currency: string) {
  const versions = [segment, ...uses].flatMap((each) => (each ? [`${each.name}, version ${each.version}`] : []));
  return [
    { term: 'Audience', value: ruleWords(rule, currency) },
    ...(versions.length > 0 ? [{ term: 'From', value: versions.join('; ') }] : []),
    { term: 'As of', value: formatDate(asOf) },
  ];
}

/** The plan as it was frozen at launch. */
export function SealedPlan({
  results,
  currency,
  timezone,
}: {
  results: CampaignResults;
  currency: string;
  timezone: string;
}) {
  const { campaign, isSealIntact } = results;
  const { plan, seal, controlShare } = campaign;
  return (
    <Panel
      title="Sealed plan"
      actions={isSealIntact ? <Chip tone="good">unchanged</Chip> : <Chip tone="risk">deviated</Chip>}
    >
      <KeyValues
        items={[
          { term: 'Sealed', value: seal ? formatMoment(seal.at.getTime(), { timeZone: timezone }) : '–' },
          ...(seal?.audience ? audienceItems(seal.audience, currency) : []),
          { term: 'Primary', value: metricInWords(plan) },
          { term: 'α, stopping rule', value: `${formatShare(plan.alpha, { n: 1 })}, read once` },
          { term: 'Worth having', value: sizeText(plan.smallest, plan, currency) },
          { term: 'Good is', value: plan.better },
          { term: 'Control', value: formatShare(controlShare, { n: 1 }) },
          isAdopted(results)
            ? { term: 'Arms', value: 'drawn elsewhere, imported' }
            : { term: 'Salt', value: <code className="text-small">{seal?.salt.slice(0, 12)}…</code> },
          {
            term: 'Hash',
            value: <code className="text-small">{`${seal?.hash.slice(0, 4)}…${seal?.hash.slice(-4)}`}</code>,
          },
        ]}
      />
    </Panel>
  );
}
