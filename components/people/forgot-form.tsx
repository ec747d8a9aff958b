'use client';

import { useState } from 'react';
import { useTRPCClient } from '@/components/shell/api-provider';
import { AuthHeading } from './auth-frame';
import { EmailField, FormProblem, SubmitButton } from './form-parts';
import { MailSent } from './mail-sent';
import { useSubmit } from './use-submit';

export function ForgotForm() {
  const client = useTRPCClient();
  const [sentTo, setSentTo] = useState<string>();
  const form = useSubmit(async ({ email = '' }) => {
    setSentTo((await client.people.requestReset.mutate({ email })).sentTo);
  });
  if (sentTo)
    return <MailSent to={sentTo}>If it has an account, the link in it takes a new password for an hour.</MailSent>;
  return (
    <>
      <AuthHeading title="Choose a new password">A link to do so comes by mail.</AuthHeading>
      <form className="flex flex-col gap-4" onSubmit={form.onSubmit}>
        <FormProblem>{form.other('email')}</FormProblem>
        <EmailField autoFocus error={form.of('email')} />
        <SubmitButton isBusy={form.isBusy} busyWords="Sending">
          Send the link
        </SubmitButton>
      </form>
    </>
  );
}
