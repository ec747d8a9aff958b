import { ValuePage } from '@/components/clv/value-page';
import { UnreadPage } from '@/components/shell/unread-page';
import { minorDigitsOf } from '@/server/features/ingest';
import { api, settle } from '@/server/trpc/server';

interface Props {
  params: Promise<{ workspace: string }>;
}

export default async function Value({ params }: Props) {
  const { workspace: slug } = await params;
  const { clv, workspaces } = await api(slug);
  const read = await settle(Promise.all([workspaces.get(), clv.latest(), clv.fit(), workspaces.list()]));
  if (read.state === 'ready') {
    const [workspace, { run, suggested }, { fit }, own] = read.data;
    const minorPerUnit = 10 ** (minorDigitsOf(workspace.currency) ?? 2);
    const sample = own.find((one) => one.isSample && one.slug !== slug);
    const sampleSlug = sample?.slug;
    return <ValuePage key={run?.id} workspace={workspace} {...{ minorPerUnit, run, fit, suggested, sampleSlug }} />;
  }
  return <UnreadPage title="Value" read={read} />;
}
