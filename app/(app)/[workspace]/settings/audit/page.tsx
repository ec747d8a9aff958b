import type { Metadata } from 'next';
import { formatCount } from '@/components/evidence/format';
import { AuditTable } from '@/components/settings/audit-table';
import { DeniedSection } from '@/components/settings/denied-section';
import { SettingsPage } from '@/components/settings/settings-page';
import { VerifyChain } from '@/components/settings/verify-chain';
import { api, settle } from '@/server/trpc/server';

export const metadata: Metadata = { title: 'Audit log' };

interface AuditPageProps {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<{ before?: string }>;
}

export default async function AuditPage({ params, searchParams }: AuditPageProps) {
  const { workspace: slug } = await params;
  const before = Number((await searchParams).before);
  const { workspaces, audit, members } = await api(slug);
  const [workspace, log] = await Promise.all([
    workspaces.get(),
    settle(audit.list(Number.isInteger(before) && before > 0 ? { cursor: before } : {})),
  ]);
  if (log.state !== 'ready') {
    const grantedTo = log.state === 'denied' ? log.grantedTo : [];
    return (
      <SettingsPage slug={slug} section="/audit" answer="Every change in this workspace is written down.">
        <DeniedSection what="The audit log" grantedTo={grantedTo} members={await members.list()} />
      </SettingsPage>
    );
  }
  const { items, cursor } = log.data;
  const newest = items[0]?.seq ?? 0;
  const answer = `${formatCount(newest)} ${newest === 1 ? 'change is' : 'changes are'} written down${Number.isInteger(before) ? ` up to here` : ''}.`;
  return (
    <SettingsPage
      slug={slug}
      section="/audit"
      answer={answer}
      next="Rows are only ever added, each chained to the one before it."
    >
      <VerifyChain />
      <AuditTable
        items={items}
        timeZone={workspace.timezone}
        older={cursor ? `/${slug}/settings/audit?before=${cursor}` : undefined}
      />
    </SettingsPage>
  );
}
