import { notFound } from 'next/navigation';
import { CustomerPage } from '@/components/customers/customer-page';
import { UnreadPage } from '@/components/shell/unread-page';
import { isId } from '@/server/platform/ids';
import { api, settle } from '@/server/trpc/server';

interface Props {
  params: Promise<{ workspace: string; id: string }>;
}

export default async function Customer({ params }: Props) {
  const { workspace: slug, id } = await params;
  if (!isId(id)) notFound();
  const { customers, workspaces } = await api(slug);
  const read = await settle(Promise.all([workspaces.get(), customers.get({ id }), customers.timeline({ id })]));
  if (read.state !== 'ready') return <UnreadPage title="Customer" read={read} />;
  const [workspace, customer, timeline] = read.data;
  return <CustomerPage slug={slug} workspace={workspace} customer={customer} timeline={timeline} nowMs={Date.now()} />;
}
