import type { Metadata } from 'next';
import { LeaveWorkspace } from '@/components/settings/leave-workspace';
import { RenameWorkspace } from '@/components/settings/rename-workspace';
import { SettingsPage } from '@/components/settings/settings-page';
import { KeyValues, Panel } from '@/components/ui/panel';
import { can } from '@/server/auth/permissions';
import { api } from '@/server/trpc/server';

export const metadata: Metadata = { title: 'Settings' };

export default async function WorkspaceSettingsPage({ params }: { params: Promise<{ workspace: string }> }) {
  const { workspace: slug } = await params;
  const workspace = await (await api(slug)).workspaces.get();
  const { name, count, currency, timezone, role } = workspace;
  const fixed = [
    { term: 'Address', value: `/${slug}` },
    { term: 'A customer is', value: count === 'people' ? 'a person' : 'an account' },
    { term: 'Currency', value: currency },
    { term: 'Time zone', value: timezone },
  ];
  return (
    <SettingsPage
      slug={slug}
      section=""
      answer={`${name} counts ${count}, in ${currency}, with days in ${timezone.replaceAll('_', ' ')}.`}
      next="Unit, currency, time zone and address stay as they were set: every stored answer was counted with them."
    >
      <div className="flex max-w-[720px] flex-col gap-5">
        <Panel title="Name">
          <RenameWorkspace name={name} isAllowed={role !== undefined && can(role, 'workspace:write')} />
        </Panel>
        <Panel title="Set when it was made">
          <KeyValues items={fixed} />
        </Panel>
        <Panel title="Leave" sub="the last owner cannot">
          <LeaveWorkspace name={name} />
        </Panel>
      </div>
    </SettingsPage>
  );
}
