import type { Metadata } from 'next';
import { AuthHeading } from '@/components/people/auth-frame';
import { BrokenLink } from '@/components/people/broken-link';
import { VerifyForm } from '@/components/people/verify-form';
import { linkToken } from '@/server/features/people/schemas';

export const metadata: Metadata = { title: 'Confirm your address', referrer: 'no-referrer' };

export default async function VerifyPage({ searchParams }: { searchParams: Promise<{ token?: string }> }) {
  const token = linkToken.safeParse((await searchParams).token);
  if (!token.success) return <BrokenLink again={{ label: 'Sign up again', href: '/sign-up' }} />;
  return (
    <>
      <AuthHeading title="Confirm your address">Type the password you signed up with to finish.</AuthHeading>
      <VerifyForm token={token.data} />
    </>
  );
}
