import { CustomersPage } from '@/components/customers/customers-page';
import { UnreadPage } from '@/components/shell/unread-page';
import { api, settle } from '@/server/trpc/server';

interface Props {
  params: Promise<{ workspace: string }>;
}

export const metadata = { title: 'Customers' };

export default async function Customers({ params }: Props) {
  const { workspace: slug } = await params;
  const { customers, workspaces } = await api(slug);
  const read = await settle(
    Promise.all([workspaces.get(), customers.summary(), customers.list({ limit: 100 }), workspaces.list()]),
  );
  if (read.state !== 'ready') return <UnreadPage title="Customers" read={read} />;
  const [workspace, summary, first, own] = read.data;
  const sample = own.find((one) => one.isSample && one.slug !== slug);
  return <CustomersPage workspace={workspace} summary={summary} first={first} sampleSlug={sample?.slug} />;
}
