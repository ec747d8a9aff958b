'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { FormProblem } from '@/components/people/form-parts';
import { useSubmit } from '@/components/people/use-submit';
import { useTRPCClient } from '@/components/shell/api-provider';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { toast } from '@/components/ui/toast';

/** Taking someone out cannot be undone without a new invitation, so it is asked once. */
export function RemoveMember({ member }: { member: { personId: string; name: string } }) {
  const client = useTRPCClient();
  const router = useRouter();
  const [isOpen, setOpen] = useState(false);
  const form = useSubmit(async () => {
    await client.members.remove.mutate({ personId: member.personId });
    setOpen(false);
    toast({ text: `${member.name} is no longer a member.` });
    router.refresh();
  });
  return (
    <>
      <Button size="small" variant="quiet" aria-label={`Remove ${member.name}`} onClick={() => setOpen(true)}>
        Remove
      </Button>
      <Dialog
        open={isOpen}
        onOpenChange={setOpen}
        title={`Remove ${member.name}?`}
        description="Their next request finds nothing here. What they made stays."
        footer={
          <form className="flex gap-2" onSubmit={form.onSubmit}>
            <Button onClick={() => setOpen(false)}>Keep</Button>
            <Button type="submit" variant="danger" disabled={form.isBusy}>
              Remove
            </Button>
          </form>
        }
      >
        <FormProblem>{form.problem?.message}</FormProblem>
      </Dialog>
    </>
  );
}
