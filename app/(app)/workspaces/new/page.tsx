import type { Metadata } from 'next';
import { PersonFrame } from '@/components/people/person-frame';
import { WorkspaceForm } from '@/components/people/workspace-form';
import { api } from '@/server/trpc/server';

export const metadata: Metadata = { title: 'New workspace' };

export default async function NewWorkspacePage() {
  const { people } = await api('_');
  const me = await people.me();
  return (
    <PersonFrame email={me.email} title="New workspace" lead="Name it, and say what a customer is.">
      <WorkspaceForm timezones={['UTC', ...Intl.supportedValuesOf('timeZone')]} />
    </PersonFrame>
  );
}
