'use client';

import { useRouter } from 'next/navigation';
import { useTRPCClient } from '@/components/shell/api-provider';
import { Button } from '@/components/ui/button';
import { Field, Input } from '@/components/ui/field';
import { toast } from '@/components/ui/toast';
import { useSubmit } from './use-submit';

export function RenameForm({ name }: { name: string }) {
  const client = useTRPCClient();
  const router = useRouter();
  const form = useSubmit(async (fields) => {
    await client.people.rename.mutate({ name: fields.name ?? '' });
    toast({ text: 'Your name is changed.' });
    router.refresh();
  });
  return (
    <form className="flex items-end gap-3" onSubmit={form.onSubmit}>
      <Field label="Name" className="flex-1" error={form.problem?.message}>
        <Input name="name" defaultValue={name} autoComplete="name" required maxLength={80} />
      </Field>
      <Button type="submit" disabled={form.isBusy}>
        Save
      </Button>
    </form>
  );
}
