import type { Metadata } from 'next';
import { membersAnswer } from '@/components/settings/members-answer';
import { MembersSections } from '@/components/settings/members-sections';
import { SettingsPage } from '@/components/settings/settings-page';
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
  return (
    <SettingsPage slug={slug} section="/members" {...membersAnswer(workspace.name, all, invitations)}>
      <MembersSections
        members={all}
        invitations={invitations.state === 'ready' ? invitations.data : undefined}
        me={{ personId: me.id, role: workspace.role ?? 'viewer' }}
        timeZone={workspace.timezone}
      />
    </SettingsPage>
  );
}
