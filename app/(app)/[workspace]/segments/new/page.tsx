import { SegmentBuilder } from '@/components/segments/segment-builder';
import { UnreadPage } from '@/components/shell/unread-page';
import { can } from '@/server/auth/permissions';
import { ruleSchema } from '@/server/features/segments/schemas';
import { api, settle } from '@/server/trpc/server';

interface Props {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<{ rule?: string | string[] }>;
}

export const metadata = { title: 'New segment' };

const usual = { v: 1, all: [{ orders: 'count', op: 'at_least', value: 2 }] };

/** A rule handed over in the address, e.g. from a cell of the cohort grid; one that cannot be read is the usual one. */
function readRule(text: unknown) {
  try {
    return ruleSchema.parse(typeof text === 'string' ? JSON.parse(text) : usual);
  } catch {
    return ruleSchema.parse(usual);
  }
}

export default async function NewSegment({ params, searchParams }: Props) {
  const { workspace: slug } = await params;
  const { segments, workspaces } = await api(slug);
  const read = await settle(Promise.all([workspaces.get(), segments.catalogue(), segments.list()]));
  if (read.state !== 'ready') return <UnreadPage title="New segment" read={read} />;
  const [workspace, catalogue, { rows }] = read.data;
  const mayWrite = workspace.role === undefined || can(workspace.role, 'segments:write');
  const known = { ...catalogue, segments: rows.map(({ name }) => name) };
  const rule = readRule((await searchParams).rule);
  return <SegmentBuilder workspace={workspace} rule={rule} known={known} mayWrite={mayWrite} />;
}
