import { specOfAddress, type SearchParams } from '@/components/cohorts/spec-of-address';
import { CohortToolbar } from '@/components/cohorts/cohort-toolbar';
import { CohortsPage } from '@/components/cohorts/cohorts-page';
import { UnreadPage } from '@/components/shell/unread-page';
import { api, settle } from '@/server/trpc/server';

interface Props {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<SearchParams>;
}

export default async function Cohorts({ params, searchParams }: Props) {
  const { workspace: slug } = await params;
  const { cohorts, workspaces } = await api(slug);
  const spec = specOfAddress(await searchParams);
  const read = await settle(Promise.all([workspaces.get(), cohorts.grid(spec), workspaces.list()]));
  if (read.state === 'ready') {
    const [workspace, grid, own] = read.data;
    const sample = own.find((one) => one.isSample && one.slug !== slug);
    return <CohortsPage workspace={workspace} grid={grid} sampleSlug={sample?.slug} />;
  }
  return (
    <UnreadPage title="Cohorts" read={read}>
      <CohortToolbar slug={slug} spec={spec} asOf={spec.at} />
    </UnreadPage>
  );
}
