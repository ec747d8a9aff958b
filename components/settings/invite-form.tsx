'use client';

import { useRouter } from 'next/navigation';
import { useRef } from 'react';
import { FormProblem } from '@/components/people/form-parts';
import { useSubmit } from '@/components/people/use-submit';
import { useTRPCClient } from '@/components/shell/api-provider';
import { Button } from '@/components/ui/button';
import { Field, Input, Select } from '@/components/ui/field';
import { Panel } from '@/components/ui/panel';
import { toast } from '@/components/ui/toast';
import { can, type Role, roles } from '@/server/auth/permissions';
import { RoleLegend } from './members-table';
import { roleWords } from './role-words';

export function InviteForm({ mine }: { mine: Role }) {
  const client = useTRPCClient();
  const router = useRouter();
  const ref = useRef<HTMLFormElement>(null);
  const form = useSubmit(async ({ email = '', role = 'viewer' }) => {
    await client.members.invite.mutate({ email, role: role as Role });
    ref.current?.reset();
    toast({ text: `An invitation to ${email} is on its way.` });
    router.refresh();
  });
  const choices = roles.filter((role) => role !== 'owner' || can(mine, 'owners:write'));
  return (
    <Panel title="Invite" sub="by mail, for seven days" foot={<RoleLegend />}>
      <form ref={ref} className="flex flex-col gap-3" onSubmit={form.onSubmit}>
        <FormProblem>{form.other('email')}</FormProblem>
        <div className="flex flex-wrap items-end gap-3">
          <Field label="E-mail" className="min-w-56 flex-1" error={form.of('email')}>
            <Input name="email" type="email" required maxLength={254} autoComplete="off" />
          </Field>
          <Field label="Role">
            <Select name="role" defaultValue="analyst">
              {choices.map((role) => (
                <option key={role} value={role}>
                  {roleWords[role].label}
                </option>
              ))}
            </Select>
          </Field>
          <Button type="submit" variant="primary" disabled={form.isBusy}>
            {form.isBusy ? 'Inviting' : 'Invite'}
          </Button>
        </div>
      </form>
    </Panel>
  );
}
