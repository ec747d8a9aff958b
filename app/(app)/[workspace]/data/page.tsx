import { DataPage } from '@/components/sources/data-page';
import { UnreadPage } from '@/components/shell/unread-page';
import { api, ownOrigin, settle } from '@/server/trpc/server';

interface Props {
  params: Promise<{ workspace: string }>;
}

export default async function Data({ params }: Props) {
  const { workspace: slug } = await params;
  const { sources, workspaces } = await api(slug);
  const read = await settle(
    Promise.all([
      workspaces.get(),
      sources.list(),
      sources.counts({ by: 'hour', hours: 24 }),
      sources.refused({ limit: 200 }),
    ]),
  );
  if (read.state !== 'ready') return <UnreadPage title="Data" read={read} />;
  const [workspace, all, hours, refused] = read.data;
  const ingestUrl = await ownOrigin();
  return (
    <DataPage
      workspace={workspace}
      sources={all}
      hours={hours}
      refused={refused}
      ingestUrl={ingestUrl}
      nowMs={Date.now()}
    />
  );
}
