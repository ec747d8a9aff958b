'use client';

import Link from 'next/link';
import { useState } from 'react';
import { useTRPCClient } from '@/components/shell/api-provider';
import { Field, Input } from '@/components/ui/field';
import { AuthHeading } from './auth-frame';
import { EmailField, FormProblem, PasswordField, SubmitButton } from './form-parts';
import { MailSent } from './mail-sent';
import { useSubmit } from './use-submit';

export function SignUpForm() {
  const client = useTRPCClient();
  const [sentTo, setSentTo] = useState<string>();
  const form = useSubmit(async ({ name = '', email = '', password = '' }) => {
    setSentTo((await client.people.signUp.mutate({ name, email, password })).sentTo);
  });
  if (sentTo) return <MailSent to={sentTo}>Open the link in it and type the password once more to finish.</MailSent>;
  return (
    <>
      <AuthHeading title="Create an account">
        It is yours; you can make workspaces with it and be invited to others&rsquo;.
      </AuthHeading>
      <form className="flex flex-col gap-4" onSubmit={form.onSubmit}>
        <FormProblem>{form.other('name', 'email', 'password')}</FormProblem>
        <Field label="Your name" error={form.of('name')}>
          <Input name="name" autoComplete="name" required maxLength={80} autoFocus />
        </Field>
        <EmailField error={form.of('email')} />
        <PasswordField isNew error={form.of('password')} />
        <SubmitButton isBusy={form.isBusy} busyWords="Creating">
          Create account
        </SubmitButton>
        <p className="text-small text-muted">
          Have an account?{' '}
          <Link href="/sign-in" className="link">
            Sign in
          </Link>
        </p>
      </form>
    </>
  );
}
