import type { Metadata } from 'next';
import { cookies } from 'next/headers';
import { notFound, redirect } from 'next/navigation';
import { LocalOutbox } from '@/components/people/local-outbox';
import { outbox, outboxCookie } from '@/server/trpc/outbox';
import { ownOrigin } from '@/server/trpc/server';

export const metadata: Metadata = { title: 'Local outbox', referrer: 'no-referrer' };

export default async function OutboxPage({ searchParams }: { searchParams: Promise<{ key?: string }> }) {
  const { key } = await searchParams;
  if (key) redirect(`/outbox/open?key=${encodeURIComponent(key)}`);
  const mails = await outbox((await cookies()).get(outboxCookie())?.value, await ownOrigin());
  if (!mails) notFound();
  return <LocalOutbox mails={mails} />;
}
