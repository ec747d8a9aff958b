import type { Metadata } from 'next';
import { AuthHeading } from '@/components/people/auth-frame';
import { BrokenLink } from '@/components/people/broken-link';
import { ResetForm } from '@/components/people/reset-form';
import { linkToken } from '@/server/features/people/schemas';

export const metadata: Metadata = { title: 'Choose a new password', referrer: 'no-referrer' };

export default async function ResetPage({ searchParams }: { searchParams: Promise<{ token?: string }> }) {
  const token = linkToken.safeParse((await searchParams).token);
  if (!token.success) return <BrokenLink again={{ label: 'Ask for a new link', href: '/forgot' }} />;
  return (
    <>
      <AuthHeading title="Choose a new password">Every other session of yours ends with it.</AuthHeading>
      <ResetForm token={token.data} />
    </>
  );
}
