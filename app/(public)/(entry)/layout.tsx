import type { ReactNode } from 'react';
import { AuthFrame } from '@/components/people/auth-frame';
import { ownOrigin } from '@/server/trpc/server';

export default async function EntryLayout({ children }: { children: ReactNode }) {
  const { host } = new URL(await ownOrigin());
  return <AuthFrame host={host}>{children}</AuthFrame>;
}
