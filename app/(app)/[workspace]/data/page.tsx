import { DataPage } from '@/components/sources/data-page';
import { Denied } from '@/components/ui/states';
import { Page } from '@/components/shell/page';
import { api, settle } from '@/server/trpc/server';
import { runtime } from '@/server/trpc/runtime';

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
  if (read.state !== 'ready') {
    return (
      <Page title="Data">
        <Denied title="Not shown to you.">{read.message}</Denied>
      </Page>
    );
  }
  const [workspace, all, hours, refused] = read.data;
  const { env } = runtime();
  const ingestUrl = env.PUBLIC_URL ?? `http://${env.HOST}:${env.PORT}`;
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
