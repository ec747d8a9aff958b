import { RfmPage } from '@/components/rfm/rfm-page';
import { UnreadPage } from '@/components/shell/unread-page';
import { api, settle } from '@/server/trpc/server';

interface Props {
  params: Promise<{ workspace: string }>;
}

export const metadata = { title: 'RFM groups' };

export default async function Rfm({ params }: Props) {
  const { workspace: slug } = await params;
  const { rfm, workspaces } = await api(slug);
  const read = await settle(Promise.all([workspaces.get(), rfm.get({})]));
  if (read.state !== 'ready') return <UnreadPage title="Segments" read={read} />;
  const [workspace, report] = read.data;
  return <RfmPage workspace={workspace} report={report} />;
}
