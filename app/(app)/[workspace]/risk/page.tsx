import { RiskPage } from '@/components/risk/risk-page';
import { UnreadPage } from '@/components/shell/unread-page';
import { api, settle } from '@/server/trpc/server';

interface Props {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export const metadata = { title: 'Risk' };

export default async function Risk({ params, searchParams }: Props) {
  const [{ workspace: slug }, asked] = await Promise.all([params, searchParams]);
  const show = asked.show === 'lost' ? 'lost' : 'at_risk';
  const { risk, workspaces } = await api(slug);
  const read = await settle(Promise.all([workspaces.get(), risk.get(), risk.list({ show, limit: 100 })]));
  if (read.state !== 'ready') return <UnreadPage title="Risk" read={read} />;
  const [workspace, state, first] = read.data;
  return <RiskPage workspace={workspace} risk={state} show={show} first={first} />;
}
