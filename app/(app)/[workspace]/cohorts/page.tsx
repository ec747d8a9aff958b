import { specOfAddress, type SearchParams } from '@/components/cohorts/spec-of-address';
import { CohortsPage } from '@/components/cohorts/cohorts-page';
import { Page } from '@/components/shell/page';
import { Denied, Failed } from '@/components/ui/states';
import { api, settle } from '@/server/trpc/server';

interface Props {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<SearchParams>;
}

export default async function Cohorts({ params, searchParams }: Props) {
  const { workspace: slug } = await params;
  const { cohorts, workspaces } = await api(slug);
  const spec = specOfAddress(await searchParams);
  const read = await settle(Promise.all([workspaces.get(), cohorts.grid(spec)]));
  if (read.state === 'ready') {
    const [workspace, grid] = read.data;
    return <CohortsPage workspace={workspace} grid={grid} />;
  }
  return (
    <Page title="Cohorts">
      {read.state === 'denied' ? (
        <Denied title="Not shown to you.">{read.message}</Denied>
      ) : (
        <Failed>{read.message}</Failed>
      )}
    </Page>
  );
}
