import type { Metadata } from 'next';
import { DeniedSection } from '@/components/settings/denied-section';
import { mailAnswer } from '@/components/settings/mail-answer';
import { MailTable } from '@/components/settings/mail-table';
import { SettingsPage } from '@/components/settings/settings-page';
import { api, settle } from '@/server/trpc/server';

export const metadata: Metadata = { title: 'Mail' };

interface MailPageProps {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<{ before?: string }>;
}

export default async function MailPage({ params, searchParams }: MailPageProps) {
  const { workspace: slug } = await params;
  const { before } = await searchParams;
  const { workspaces, mail, members } = await api(slug);
  const [workspace, list] = await Promise.all([
    workspaces.get(),
    settle(mail.list(before && /^[0-9a-f-]{36}$/.test(before) ? { cursor: before } : {})),
  ]);
  if (list.state !== 'ready') {
    const grantedTo = list.state === 'denied' ? list.grantedTo : [];
    return (
      <SettingsPage slug={slug} section="/mail" answer="Mails of this workspace are listed with how they fared.">
        <DeniedSection what="The list of mails" grantedTo={grantedTo} members={await members.list()} />
      </SettingsPage>
    );
  }
  const { items, cursor } = list.data;
  return (
    <SettingsPage slug={slug} section="/mail" {...mailAnswer(items)}>
      <MailTable
        slug={slug}
        items={items}
        timeZone={workspace.timezone}
        older={cursor ? `/${slug}/settings/mail?before=${cursor}` : undefined}
      />
    </SettingsPage>
  );
}
