import { SegmentsPage } from '@/components/segments/segments-page';
import { UnreadPage } from '@/components/shell/unread-page';
import { api, settle } from '@/server/trpc/server';

interface Props {
  params: Promise<{ workspace: string }>;
}

export const metadata = { title: 'Segments' };

export default async function Segments({ params }: Props) {
  const { workspace: slug } = await params;
  const { segments, workspaces } = await api(slug);
  const read = await settle(Promise.all([workspaces.get(), segments.list()]));
  if (read.state !== 'ready') return <UnreadPage title="Segments" read={read} />;
  const [workspace, list] = read.data;
  return <SegmentsPage workspace={workspace} list={list} />;
}
