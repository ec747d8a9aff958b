import type { Metadata } from 'next';
import { PersonFrame } from '@/components/people/person-frame';
import { WorkspaceList } from '@/components/people/workspace-list';
import { ButtonLink } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/states';
import { api } from '@/server/trpc/server';

export const metadata: Metadata = { title: 'Workspaces' };

export default async function WorkspacesPage() {
  const { people, workspaces } = await api('_');
  const [me, own] = await Promise.all([people.me(), workspaces.list()]);
  const lead =
    own.length === 0
      ? 'You are in no workspace yet.'
      : `You are in ${own.length === 1 ? 'one workspace' : `${own.length} workspaces`}.`;
  const create = (
    <ButtonLink href="/workspaces/new" variant="primary">
      New workspace
    </ButtonLink>
  );
  return (
    <PersonFrame email={me.email} title="Workspaces" lead={lead}>
      {own.length === 0 ? (
        <div className="rounded-md border border-border bg-surface">
          <EmptyState title="Make one, or be invited" action={create}>
            A workspace holds the customers, the data and the people of one company. An invitation to another comes by
            mail.
          </EmptyState>
        </div>
      ) : (
        <>
          <WorkspaceList workspaces={own} />
          <div>{create}</div>
        </>
      )}
    </PersonFrame>
  );
}
