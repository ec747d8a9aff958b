import type { Metadata } from 'next';
import { SettingsPage } from '@/components/settings/settings-page';
import { WorkspaceSections } from '@/components/settings/workspace-sections';
import { api } from '@/server/trpc/server';

export const metadata: Metadata = { title: 'Settings' };

export default async function WorkspaceSettingsPage({ params }: { params: Promise<{ workspace: string }> }) {
  const { workspace: slug } = await params;
  const caller = await api(slug);
  const workspace = await caller.workspaces.get();
  const reset = workspace.isSample ? (await caller.samples.reset()).reset : null;
  const { name, count, currency, timezone } = workspace;
  return (
    <SettingsPage
      slug={slug}
      section=""
      answer={`${name} counts ${count}, in ${currency}, with days in ${timezone.replaceAll('_', ' ')}.`}
      next="Unit, currency, time zone and address stay as they were set: every stored answer was counted with them."
    >
      <WorkspaceSections workspace={workspace} reset={reset} />
    </SettingsPage>
  );
}
