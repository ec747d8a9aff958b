import { CampaignsPage } from '@/components/campaigns/campaigns-page';
import { UnreadPage } from '@/components/shell/unread-page';
import { can } from '@/server/auth/permissions';
import { api, settle } from '@/server/trpc/server';

interface Props {
  params: Promise<{ workspace: string }>;
}

export default async function Campaigns({ params }: Props) {
  const { workspace: slug } = await params;
  const { campaigns, segments, workspaces } = await api(slug);
  const read = await settle(Promise.all([workspaces.get(), campaigns.list(), segments.list()]));
  if (read.state !== 'ready') return <UnreadPage title="Campaigns" read={read} />;
  const [workspace, listed, { rows }] = read.data;
  return (
    <CampaignsPage
      workspace={workspace}
      campaigns={listed}
      segments={Object.fromEntries(rows.map(({ id, name }) => [id, name]))}
      mayWrite={can(workspace.role ?? 'viewer', 'campaigns:write')}
    />
  );
}
