import { ValuePage } from '@/components/clv/value-page';
import { Page } from '@/components/shell/page';
import { Denied, Failed } from '@/components/ui/states';
import { minorDigitsOf } from '@/server/features/ingest';
import { api, settle } from '@/server/trpc/server';

interface Props {
  params: Promise<{ workspace: string }>;
}

export default async function Value({ params }: Props) {
  const { workspace: slug } = await params;
  const { clv, workspaces } = await api(slug);
  const read = await settle(Promise.all([workspaces.get(), clv.latest()]));
  if (read.state === 'ready') {
    const [workspace, { run, suggested }] = read.data;
    const minorPerUnit = 10 ** (minorDigitsOf(workspace.currency) ?? 2);
    return (
      <ValuePage key={run?.id} workspace={workspace} minorPerUnit={minorPerUnit} run={run} suggested={suggested} />
    );
  }
  return (
    <Page title="Value">
      {read.state === 'denied' ? (
        <Denied title="Not shown to you.">{read.message}</Denied>
      ) : (
        <Failed>{read.message}</Failed>
      )}
    </Page>
  );
}
