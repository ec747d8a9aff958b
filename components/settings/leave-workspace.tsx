'use client';

import { useState } from 'react';
import { FormProblem } from '@/components/people/form-parts';
import { useSubmit } from '@/components/people/use-submit';
import { useTRPCClient } from '@/components/shell/api-provider';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';

export function LeaveWorkspace({ name }: { name: string }) {
  const client = useTRPCClient();
  const [isOpen, setOpen] = useState(false);
  const form = useSubmit(async () => {
    await client.members.leave.mutate();
    window.location.assign('/');
  });
  return (
    <>
      <Button variant="danger" onClick={() => setOpen(true)}>
        Leave {name}
      </Button>
      <Dialog
        open={isOpen}
        onOpenChange={setOpen}
        title={`Leave ${name}?`}
        description="You lose access on your next request. What you made stays; only an invitation brings you back."
        footer={
          <form className="flex flex-wrap items-center justify-end gap-2" onSubmit={form.onSubmit}>
            <Button onClick={() => setOpen(false)}>Stay</Button>
            <Button type="submit" variant="danger" disabled={form.isBusy}>
              Leave
            </Button>
          </form>
        }
      >
        <FormProblem>{form.problem?.message}</FormProblem>
      </Dialog>
    </>
  );
}
