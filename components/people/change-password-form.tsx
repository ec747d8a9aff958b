'use client';

import { useRef } from 'react';
import { useTRPCClient } from '@/components/shell/api-provider';
import { Button } from '@/components/ui/button';
import { toast } from '@/components/ui/toast';
import { FormProblem, PasswordField } from './form-parts';
import { useSubmit } from './use-submit';

export function ChangePasswordForm({ email }: { email: string }) {
  const client = useTRPCClient();
  const ref = useRef<HTMLFormElement>(null);
  const form = useSubmit(async ({ current = '', password = '' }) => {
    const { endedSessions } = await client.people.changePassword.mutate({ current, password });
    ref.current?.reset();
    toast({
      text:
        endedSessions === 0
          ? 'Your password is changed.'
          : `Your password is changed; ${endedSessions} other sessions ended.`,
    });
  });
  return (
    <form ref={ref} className="flex flex-col gap-4" onSubmit={form.onSubmit}>
      <FormProblem>{form.other('current', 'password')}</FormProblem>
      <input type="hidden" name="email" autoComplete="username" value={email} readOnly />
      <div className="grid gap-4 md:grid-cols-2">
        <PasswordField name="current" label="Present password" error={form.of('current')} />
        <PasswordField isNew label="New password" error={form.of('password')} />
      </div>
      <div>
        <Button type="submit" disabled={form.isBusy}>
          Change password
        </Button>
      </div>
    </form>
  );
}
