import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { AuthHeading } from '@/components/people/auth-frame';
import { nextPath } from '@/components/people/next-path';
import { SignInForm } from '@/components/people/sign-in-form';
import { currentPerson } from '@/server/trpc/server';

export const metadata: Metadata = { title: 'Sign in' };

export default async function SignInPage({ searchParams }: { searchParams: Promise<{ next?: string | string[] }> }) {
  const next = nextPath((await searchParams).next);
  if (await currentPerson()) redirect(next);
  return (
    <>
      <AuthHeading title="Sign in" />
      <SignInForm next={next} />
    </>
  );
}
