import type { Metadata } from 'next';
import { SessionList } from '@/components/people/session-list';
import { SettingsPage } from '@/components/settings/settings-page';
import { ButtonLink } from '@/components/ui/button';
import { api } from '@/server/trpc/server';

export const metadata: Metadata = { title: 'Your sessions' };

export default async function SessionsPage({ params }: { params: Promise<{ workspace: string }> }) {
  const { workspace: slug } = await params;
  const { workspaces, people } = await api(slug);
  const [{ timezone }, sessions] = await Promise.all([workspaces.get(), people.sessions()]);
  const others = sessions.length - 1;
  const answer =
    others === 0
      ? 'You are signed in here and nowhere else.'
      : `You are signed in here and at ${others === 1 ? 'one other place' : `${others} other places`}.`;
  return (
    <SettingsPage
      slug={slug}
      section="/sessions"
      answer={answer}
      next="A session that is ended here is refused on its next request."
      actions={<ButtonLink href="/account">Your account</ButtonLink>}
    >
      <SessionList sessions={sessions} timeZone={timezone} />
    </SettingsPage>
  );
}
