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
  const { campaigns, clv, customers, rfm, workspaces } = await api(slug);
  const of = { customerId: id };
  const read = await settle(
    Promise.all([
      workspaces.get(),
      customers.get({ id }),
      customers.timeline({ id }),
      Promise.all([clv.ofCustomer(of), rfm.ofCustomer(of), campaigns.ofCustomer(of)]),
    ]),
  );
  if (read.state !== 'ready') return <UnreadPage title="Customer" read={read} />;
  const [workspace, customer, timeline, [scores, groups, arms]] = read.data;
  const standing = { scores, rfm: groups, campaigns: arms };
  return <CustomerPage {...{ slug, workspace, customer, standing, timeline }} nowMs={Date.now()} />;
}
