'use client';

import { useTRPCClient } from '@/components/shell/api-provider';
import { FormProblem, PasswordField, SubmitButton } from './form-parts';
import { signIn } from './session-client';
import { useSubmit } from './use-submit';

/** The second half of signing up: the mailed link and the password chosen before, then signed in. */
export function VerifyForm({ token }: { token: string }) {
  const client = useTRPCClient();
  const form = useSubmit(async ({ password = '' }) => {
    const { email } = await client.people.verifyAddress.mutate({ token, password });
    const problem = await signIn(email, password);
    window.location.assign(problem ? '/sign-in' : '/');
  });
  return (
    <form className="flex flex-col gap-4" onSubmit={form.onSubmit}>
      <FormProblem>{form.other('password')}</FormProblem>
      <PasswordField autoFocus error={form.of('password')} />
      <SubmitButton isBusy={form.isBusy} busyWords="Confirming">
        Confirm and sign in
      </SubmitButton>
    </form>
  );
}
