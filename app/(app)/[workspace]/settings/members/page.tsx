import type { Metadata } from 'next';
import { InvitationsTable } from '@/components/settings/invitations-table';
import { InviteForm } from '@/components/settings/invite-form';
import { membersAnswer } from '@/components/settings/members-answer';
import { MembersTable } from '@/components/settings/members-table';
import { SettingsPage } from '@/components/settings/settings-page';
import { Split } from '@/components/ui/panel';
import { Denied } from '@/components/ui/states';
import { api, settle } from '@/server/trpc/server';

export const metadata: Metadata = { title: 'Members' };

export default async function MembersPage({ params }: { params: Promise<{ workspace: string }> }) {
  const { workspace: slug } = await params;
  const { workspaces, members, people } = await api(slug);
  const [workspace, all, me, invitations] = await Promise.all([
    workspaces.get(),
    members.list(),
    people.me(),
    settle(members.invitations()),
  ]);
  const role = workspace.role ?? 'viewer';
  const timeZone = workspace.timezone;
  return (
    <SettingsPage slug={slug} section="/members" {...membersAnswer(workspace.name, all, invitations)}>
      {invitations.state === 'ready' ? (
        <>
          <Split>
            <MembersTable members={all} me={{ personId: me.id, role }} timeZone={timeZone} />
            <InviteForm mine={role} />
          </Split>
          <InvitationsTable invitations={invitations.data} timeZone={timeZone} />
        </>
      ) : (
        <>
          <MembersTable members={all} me={{ personId: me.id, role }} timeZone={timeZone} />
          <Denied title="You can see who is here.">Owners and admins invite people and change roles.</Denied>
        </>
      )}
    </SettingsPage>
  );
}
