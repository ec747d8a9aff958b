import { CustomersPage } from '@/components/customers/customers-page';
import { UnreadPage } from '@/components/shell/unread-page';
import { api, settle } from '@/server/trpc/server';

interface Props {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<{ segment?: string | string[] }>;
}

export const metadata = { title: 'Customers' };

export default async function Customers({ params, searchParams }: Props) {
  const { workspace: slug } = await params;
  const { customers, workspaces } = await api(slug);
  const { segment: named } = await searchParams;
  const segment = typeof named === 'string' && named !== '' ? named.slice(0, 200) : undefined;
  const read = await settle(
    Promise.all([workspaces.get(), customers.summary(), customers.list({ limit: 100, segment }), workspaces.list()]),
  );
  if (read.state !== 'ready') return <UnreadPage title="Customers" read={read} />;
  const [workspace, summary, first, own] = read.data;
  const sample = own.find((one) => one.isSample && one.slug !== slug);
  return (
    <CustomersPage workspace={workspace} summary={summary} first={first} sampleSlug={sample?.slug} segment={segment} />
  );
}
