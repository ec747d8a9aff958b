import type { Metadata } from 'next';
import { UnsubscribeCard } from '@/components/campaigns/unsubscribe-card';
import { getUnsubscribePage } from '@/server/features/campaigns';
import { isAppError } from '@/server/platform/errors';
import { runtime } from '@/server/trpc/runtime';

export const metadata: Metadata = { title: 'Unsubscribe', referrer: 'no-referrer', robots: { index: false } };

export default async function UnsubscribePage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  return <UnsubscribeCard token={token} page={await findPage(token)} />;
}

async function findPage(token: string) {
  try {
    return await getUnsubscribePage(runtime(), token);
  } catch (error) {
    if (isAppError(error, 'not_found')) return undefined;
    throw error;
  }
}
