'use client';

import { landingOf } from '@/components/shell/landing';
import { useTRPCClient } from '@/components/shell/api-provider';
import { Field, Input } from '@/components/ui/field';
import { FormProblem, PasswordField, SubmitButton } from './form-parts';
import { signIn, signOut } from './session-client';
import { useSubmit } from './use-submit';

/** For an address without an account: name and password, then in. */
export function JoinForm({ token, email }: { token: string; email: string }) {
  const client = useTRPCClient();
  const form = useSubmit(async ({ name = '', password = '' }) => {
    const { slug, role } = await client.members.join.mutate({ token, name, password });
    const problem = await signIn(email, password);
    window.location.assign(problem ? '/sign-in' : landingOf(slug, role));
  });
  return (
    <form className="flex flex-col gap-4" onSubmit={form.onSubmit}>
      <FormProblem>{form.other('name', 'password')}</FormProblem>
      <input type="hidden" name="email" autoComplete="username" value={email} readOnly />
      <Field label="Your name" error={form.of('name')}>
        <Input name="name" autoComplete="name" required maxLength={80} autoFocus />
      </Field>
      <PasswordField isNew error={form.of('password')} />
      <SubmitButton isBusy={form.isBusy} busyWords="Joining">
        Join the workspace
      </SubmitButton>
    </form>
  );
}

/** For who is signed in with the invited address. */
export function AcceptInvitation({ token }: { token: string }) {
  const client = useTRPCClient();
  const form = useSubmit(async () => {
    const { slug, role } = await client.members.acceptInvitation.mutate({ token });
    window.location.assign(landingOf(slug, role));
  });
  return (
    <form className="flex flex-col gap-4" onSubmit={form.onSubmit}>
      <FormProblem>{form.problem?.message}</FormProblem>
      <SubmitButton isBusy={form.isBusy} busyWords="Joining">
        Join the workspace
      </SubmitButton>
    </form>
  );
}

/** For who is signed in with another address. */
export function SignOutButton() {
  const form = useSubmit(() => signOut());
  return (
    <form onSubmit={form.onSubmit}>
      <SubmitButton isBusy={form.isBusy} busyWords="Signing out">
        Sign out
      </SubmitButton>
    </form>
  );
}
