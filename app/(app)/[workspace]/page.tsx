import { FirstRun } from '@/components/home/first-run';
import { firstRunSteps } from '@/components/home/checklist-steps';
import { underWayWords } from '@/components/home/home-words';
import { HomePage } from '@/components/home/home-page';
import { UnreadPage } from '@/components/shell/unread-page';
import { can } from '@/server/auth/permissions';
import { api, settle } from '@/server/trpc/server';

interface Props {
  params: Promise<{ workspace: string }>;
}

export const metadata = { title: 'Home' };

export default async function WorkspaceHome({ params }: Props) {
  const { workspace: slug } = await params;
  const { home, members, queue, sources, workspaces } = await api(slug);
  const read = await settle(
    Promise.all([workspaces.get(), home.get(), workspaces.freshness(), members.list(), workspaces.list(), queue.get()]),
  );
  if (read.state !== 'ready') return <UnreadPage title="Home" read={read} />;
  const [workspace, answers, freshness, people, own, waiting] = read.data;
  const role = workspace.role ?? 'viewer';
  const steps = firstRunSteps({
    slug,
    workspace,
    role,
    customers: answers.customers.customers,
    isImporting: freshness.state === 'importing',
    readableCohort: answers.readableCohort,
    members: people.length,
  });
  if (answers.customers.customers === 0) {
    const sample = own.find((one) => one.isSample && one.slug !== slug);
    return <FirstRun steps={steps} underWay={underWayWords(freshness)} sampleSlug={sample?.slug} />;
  }
  const all = can(role, 'sources:read') ? await sources.list() : [];
  const rejected = all.reduce((sum, source) => sum + source.rejected, 0);
  return (
    <HomePage
      workspace={workspace}
      role={role}
      home={answers}
      queue={waiting}
      rejected={rejected}
      members={people.length}
      steps={steps}
    />
  );
}
