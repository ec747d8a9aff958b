import { QueuePage } from '@/components/queue/queue-page';
import { UnreadPage } from '@/components/shell/unread-page';
import { api, settle } from '@/server/trpc/server';

interface Props {
  params: Promise<{ workspace: string }>;
}

export const metadata = { title: 'Queue' };

export default async function Queue({ params }: Props) {
  const { workspace: slug } = await params;
  const { queue, workspaces } = await api(slug);
  const read = await settle(Promise.all([workspaces.get(), queue.get(), queue.list({ limit: 50 })]));
  if (read.state !== 'ready') return <UnreadPage title="Queue" read={read} />;
  const [workspace, state, first] = read.data;
  return <QueuePage workspace={workspace} queue={state} first={first} />;
}
