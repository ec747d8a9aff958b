import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { SignUpForm } from '@/components/people/sign-up-form';
import { currentPerson } from '@/server/trpc/server';

export const metadata: Metadata = { title: 'Create an account' };

export default async function SignUpPage() {
  if (await currentPerson()) redirect('/');
  return <SignUpForm />;
}
