'use client';

import { useTRPCClient } from '@/components/shell/api-provider';
import { FormProblem, PasswordField, SubmitButton } from './form-parts';
import { signIn } from './session-client';
import { useSubmit } from './use-submit';

export function ResetForm({ token }: { token: string }) {
  const client = useTRPCClient();
  const form = useSubmit(async ({ password = '' }) => {
    const { email, device } = await client.people.resetPassword.mutate({ token, password });
    const problem = await signIn(email, password, device);
    window.location.assign(problem ? '/sign-in' : '/');
  });
  return (
    <form className="flex flex-col gap-4" onSubmit={form.onSubmit}>
      <FormProblem>{form.other('password')}</FormProblem>
      <PasswordField isNew autoFocus label="New password" error={form.of('password')} />
      <SubmitButton isBusy={form.isBusy} busyWords="Changing">
        Change password and sign in
      </SubmitButton>
    </form>
  );
}
