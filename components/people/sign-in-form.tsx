'use client';

import Link from 'next/link';
import { useState } from 'react';
import { EmailField, FormProblem, PasswordField, SubmitButton } from './form-parts';
import { problemInWords, signIn } from './session-client';
import { useSubmit } from './use-submit';

/** `next` is a path of this app; the whole page is loaded there, so that nothing of another person stays in memory. */
export function SignInForm({ next, email }: { next: string; email?: string }) {
  const [refusal, setRefusal] = useState<string>();
  const form = useSubmit(async (fields) => {
    setRefusal(undefined);
    const problem = await signIn(fields.email ?? '', fields.password ?? '');
    if (problem) setRefusal(problemInWords(problem));
    else window.location.assign(next);
  });
  return (
    <form className="flex flex-col gap-4" onSubmit={form.onSubmit}>
      <FormProblem>{refusal}</FormProblem>
      <EmailField {...(email && { value: email })} autoFocus={!email} />
      <PasswordField
        autoFocus={Boolean(email)}
        action={
          <Link href="/forgot" className="link text-small">
            Forgot it
          </Link>
        }
      />
      <SubmitButton isBusy={form.isBusy} busyWords="Signing in">
        Sign in
      </SubmitButton>
      <p className="text-small text-muted">
        New here?{' '}
        <Link href="/sign-up" className="link">
          Create an account
        </Link>
        . Just signed up? Open the link in the mail first.
      </p>
    </form>
  );
}
