import { Builder } from '@/components/campaigns/builder';
import { audienceName } from '@/components/campaigns/campaigns-page';
import { valuesOf } from '@/components/campaigns/draft-values';
import { minorUnitsOf } from '@/components/campaigns/minor-units';
import { ResultPage } from '@/components/campaigns/result-page';
import { UnreadPage } from '@/components/shell/unread-page';
import { can } from '@/server/auth/permissions';
import { api, settle } from '@/server/trpc/server';

interface Props {
  params: Promise<{ workspace: string; campaignId: string }>;
}

export default async function Campaign({ params }: Props) {
  const { workspace: slug, campaignId: id } = await params;
  const { campaigns, segments, workspaces } = await api(slug);
  const read = await settle(Promise.all([workspaces.get(), campaigns.get({ id }), segments.list()]));
  if (read.state !== 'ready') return <UnreadPage title="Campaign" read={read} />;
  const [workspace, { campaign }, { rows }] = read.data;
  const { currency, role } = workspace;
  if (campaign.state === 'draft') {
    const choices = rows.map(({ id: segmentId, name, count }) => ({ id: segmentId, name, count }));
    const minorUnits = minorUnitsOf(currency);
    return (
      <Builder start={valuesOf(campaign, minorUnits)} segments={choices} {...{ slug, currency, minorUnits, id }} />
    );
  }
  const results = await settle(campaigns.results({ id }));
  if (results.state !== 'ready') return <UnreadPage title={campaign.name} read={results} />;
  const audience = audienceName(campaign.segment, Object.fromEntries(rows.map((row) => [row.id, row.name])));
  const mayWrite = can(role ?? 'viewer', 'campaigns:write');
  return <ResultPage workspace={workspace} results={results.data} audience={audience} mayWrite={mayWrite} />;
}
