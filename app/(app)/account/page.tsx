import type { Metadata } from 'next';
import { ChangePasswordForm } from '@/components/people/change-password-form';
import { PersonFrame } from '@/components/people/person-frame';
import { RenameForm } from '@/components/people/rename-form';
import { SessionList } from '@/components/people/session-list';
import { Panel } from '@/components/ui/panel';
import { api } from '@/server/trpc/server';

export const metadata: Metadata = { title: 'Your account' };

export default async function AccountPage() {
  const { people } = await api('_');
  const [me, sessions] = await Promise.all([people.me(), people.sessions()]);
  return (
    <PersonFrame email={me.email} title="Your account" lead={`You are signed in as ${me.name}.`}>
      <Panel title="Name" sub="as fellow members see it">
        <RenameForm name={me.name} />
      </Panel>
      <Panel title="Password" sub="changing it ends your other sessions">
        <ChangePasswordForm email={me.email} />
      </Panel>
      <SessionList sessions={sessions} />
    </PersonFrame>
  );
}
