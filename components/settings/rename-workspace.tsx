'use client';

import { useRouter } from 'next/navigation';
import { useSubmit } from '@/components/people/use-submit';
import { useTRPCClient } from '@/components/shell/api-provider';
import { Button } from '@/components/ui/button';
import { Field, Input } from '@/components/ui/field';
import { toast } from '@/components/ui/toast';

export function RenameWorkspace({ name, isAllowed }: { name: string; isAllowed: boolean }) {
  const client = useTRPCClient();
  const router = useRouter();
  const form = useSubmit(async (fields) => {
    await client.workspaces.update.mutate({ name: fields.name ?? '' });
    toast({ text: 'The workspace is renamed.' });
    router.refresh();
  });
  return (
    <form className="flex items-end gap-3" onSubmit={form.onSubmit}>
      <Field
        label="Name"
        className="flex-1"
        error={form.problem?.message}
        {...(!isAllowed && { hint: 'Owners and admins can change it.' })}
      >
        <Input name="name" defaultValue={name} required maxLength={80} disabled={!isAllowed} />
      </Field>
      {isAllowed ? (
        <Button type="submit" disabled={form.isBusy}>
          Save
        </Button>
      ) : null}
    </form>
  );
}
