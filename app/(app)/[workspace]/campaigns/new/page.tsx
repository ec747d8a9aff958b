import { Builder } from '@/components/campaigns/builder';
import { emptyDraft } from '@/components/campaigns/draft-values';
import { minorUnitsOf } from '@/components/campaigns/minor-units';
import { UnreadPage } from '@/components/shell/unread-page';
import { api, settle } from '@/server/trpc/server';

interface Props {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<{ segment?: string }>;
}

export default async function NewCampaign({ params, searchParams }: Props) {
  const { workspace: slug } = await params;
  const { segments, workspaces } = await api(slug);
  const read = await settle(Promise.all([workspaces.get(), segments.list()]));
  if (read.state !== 'ready') return <UnreadPage title="New campaign" read={read} />;
  const [{ currency }, { rows }] = read.data;
  const start = { ...emptyDraft, segment: (await searchParams).segment ?? '' };
  const choices = rows.map(({ id, name, count }) => ({ id, name, count }));
  const minorUnits = minorUnitsOf(currency);
  return <Builder id={undefined} segments={choices} {...{ slug, currency, minorUnits, start }} />;
}
