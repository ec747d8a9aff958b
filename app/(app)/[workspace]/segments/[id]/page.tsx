import { notFound } from 'next/navigation';
import { SegmentBuilder } from '@/components/segments/segment-builder';
import { UnreadPage } from '@/components/shell/unread-page';
import { can } from '@/server/auth/permissions';
import { isId } from '@/server/platform/ids';
import { api, settle } from '@/server/trpc/server';

interface Props {
  params: Promise<{ workspace: string; id: string }>;
}

export const metadata = { title: 'Segment' };

export default async function Segment({ params }: Props) {
  const { workspace: slug, id } = await params;
  if (!isId(id)) notFound();
  const { segments, workspaces } = await api(slug);
  const read = await settle(
    Promise.all([workspaces.get(), segments.get({ segmentId: id }), segments.catalogue(), segments.list()]),
  );
  if (read.state !== 'ready') return <UnreadPage title="Segment" read={read} />;
  const [workspace, segment, catalogue, { rows }] = read.data;
  const mayWrite =
    segment.archivedAt === null && (workspace.role === undefined || can(workspace.role, 'segments:write'));
  const known = { ...catalogue, segments: rows.filter((row) => row.id !== id).map(({ name }) => name) };
  const key = `${id} ${segment.version} ${segment.name}`;
  return (
    <SegmentBuilder
      key={key}
      workspace={workspace}
      saved={segment}
      rule={segment.rule}
      known={known}
      mayWrite={mayWrite}
    />
  );
}
