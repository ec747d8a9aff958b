import Link from 'next/link';
import { AnswerLine } from '@/components/evidence/answer-line';
import { formatDay } from '@/components/evidence/dates';
import { formatCount, formatShare } from '@/components/evidence/format';
import { Page } from '@/components/shell/page';
import { ButtonLink } from '@/components/ui/button';
import { Method, Panel } from '@/components/ui/panel';
import { EmptyState, GhostRows } from '@/components/ui/states';
import type { CampaignView } from '@/server/features/campaigns/schemas';
import { metricInWords } from './campaign-words';
import { StateChip } from './state-chip';
import { VerdictCell } from './verdict-cell';

export interface ListedCampaign extends CampaignView {
  customers: number;
}

interface CampaignsPageProps {
  workspace: { slug: string; timezone: string; currency: string };
  campaigns: readonly ListedCampaign[];
  /** Names of segments by id. */
  segments: Readonly<Record<string, string>>;
  mayWrite: boolean;
}

/** Every campaign with its arms, newest first; each leads to its result or its draft. */
export function CampaignsPage({ workspace, campaigns, segments, mayWrite }: CampaignsPageProps) {
  const { slug } = workspace;
  const create = mayWrite ? (
    <ButtonLink variant="primary" href={`/${slug}/campaigns/new`}>
      New campaign
    </ButtonLink>
  ) : null;
  if (campaigns.length === 0)
    return (
      <Page title="Campaigns">
        <AnswerLine>No campaign has been launched yet.</AnswerLine>
        <Panel>
          <EmptyState title="Act on a segment and prove whether it worked" action={create} picture={<GhostRows />}>
            Every campaign keeps a control group that is not contacted, seals how it will be read before the first
            message leaves, and is read once, when its window has closed.
          </EmptyState>
        </Panel>
      </Page>
    );
  return (
    <Page title="Campaigns" actions={create}>
      <AnswerLine kick={campaignCount(campaigns.length)}>{sentenceOf(campaigns)}</AnswerLine>
      <Panel title="Campaigns" sub="newest first" flush>
        <CampaignTable campaigns={campaigns} segments={segments} workspace={workspace} />
      </Panel>
      <Method
        items={[
          { term: 'Customers', text: 'in both arms, as assigned at launch' },
          { term: 'Read on', text: 'when the window of the last customer has closed; nothing is read earlier' },
        ]}
      />
    </Page>
  );
}

/** Results are read from the answers one by one: only the newest here. */
const mostRead = 25;

function CampaignTable({ campaigns, segments, workspace }: Omit<CampaignsPageProps, 'mayWrite'>) {
  const { slug, timezone, currency } = workspace;
  return (
    <table className="tbl">
      <thead>
        <tr>
          <th scope="col">Campaign</th>
          <th scope="col">State</th>
          <th scope="col">Result</th>
          <th scope="col">Audience</th>
          <th scope="col">Counts</th>
          <th scope="col" className="r">
            Customers
          </th>
          <th scope="col" className="r">
            Control
          </th>
          <th scope="col" className="r">
            Read on
          </th>
        </tr>
      </thead>
      <tbody>
        {campaigns.map((campaign, at) => (
          <tr key={campaign.id}>
            <th scope="row" className="font-medium">
              <Link className="hover:underline" href={`/${slug}/campaigns/${campaign.id}`}>
                {campaign.name}
              </Link>
            </th>
            <td>
              <StateChip state={campaign.state} />
            </td>
            <td>
              {at < mostRead ? (
                <VerdictCell campaign={campaign} currency={currency} />
              ) : (
                <span className="text-muted">open it to read</span>
              )}
            </td>
            <td>{audienceName(campaign.segment, segments)}</td>
            <td className="text-muted">{metricInWords(campaign.plan)}</td>
            <td className="r">{campaign.state === 'draft' ? '–' : formatCount(campaign.customers)}</td>
            <td className="r">{formatShare(campaign.controlShare, { n: 1 })}</td>
            <td className="r">
              {campaign.endsAt ? formatDay(campaign.endsAt.getTime(), { timeZone: timezone }) : '–'}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export const audienceName = (segment: string | null, segments: Readonly<Record<string, string>>): string =>
  segment === null ? 'Every customer' : (segments[segment] ?? segment);

const campaignCount = (n: number): string => `${formatCount(n)} ${n === 1 ? 'campaign' : 'campaigns'}`;

function sentenceOf(campaigns: readonly ListedCampaign[]): string {
  const count = (...states: CampaignView['state'][]) => campaigns.filter(({ state }) => states.includes(state)).length;
  const parts = [
    [count('launching', 'running'), 'running'],
    [count('paused'), 'paused'],
    [count('finished', 'stopped'), 'ended'],
    [count('draft'), 'still a draft'],
  ] as const;
  const words = parts
    .filter(([n]) => n > 0)
    .map(([n, word]) => `${formatCount(n)} ${n > 1 && word === 'still a draft' ? 'still drafts' : word}`);
  const [first = '', ...rest] = words;
  const [n = '', ...state] = first.split(' ');
  const isOne = n === '1';
  const verb = state[0] === 'ended' ? (isOne ? 'has' : 'have') : isOne ? 'is' : 'are';
  return [`${n} ${isOne ? 'campaign' : 'campaigns'} ${verb} ${state.join(' ')}`, ...rest].join(', ').concat('.');
}
