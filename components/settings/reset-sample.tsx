'use client';

import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { FormProblem } from '@/components/people/form-parts';
import { useSubmit } from '@/components/people/use-submit';
import { useTRPC, useTRPCClient } from '@/components/shell/api-provider';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field, Input } from '@/components/ui/field';
import { Progress } from '@/components/ui/progress';
import type { SampleReset } from '@/server/features/samples/schemas';

interface ResetSampleProps {
  slug: string;
  reset: SampleReset | null;
  isAllowed: boolean;
}

/** The sample as it was on the first day: asked for here, made by the worker, and shown when nothing is missing. */
export function ResetSample({ slug, reset, isAllowed }: ResetSampleProps) {
  const trpc = useTRPC();
  const { data, refetch } = useQuery({
    ...trpc.samples.reset.queryOptions(),
    initialData: { reset },
    refetchInterval: ({ state }) => (state.data?.reset ? 1_000 : false),
  });
  useReloadWhenDone(data.reset !== null);
  if (data.reset) return <Making {...data.reset} />;
  return (
    <div className="flex flex-wrap items-center justify-between gap-3">
      <p className="max-w-[52ch] text-text-2">
        {isAllowed
          ? 'Everything that was changed here goes, the log too; members stay. A fresh copy takes its place.'
          : 'Owners can have it made anew.'}
      </p>
      {isAllowed ? <Confirm slug={slug} onAsked={() => void refetch()} /> : null}
    </div>
  );
}

/** The address answers with another workspace once the copy is there: everything on screen is of the former one. */
function useReloadWhenDone(isMaking: boolean) {
  const wasMaking = useRef(isMaking);
  useEffect(() => {
    if (wasMaking.current && !isMaking) window.location.reload();
    wasMaking.current = isMaking;
  }, [isMaking]);
}

function Making({ stepsDone, steps }: SampleReset) {
  return (
    <div className="flex flex-col gap-2" aria-live="polite">
      <p>A fresh copy is being made, which takes about half a minute. You can leave this page.</p>
      <Progress
        label="Making the sample anew"
        value={steps === 0 ? undefined : stepsDone}
        total={Math.max(steps, 1)}
        done={steps === 0 ? 'waiting for its turn' : `${stepsDone} of ${steps} steps`}
      />
    </div>
  );
}

function Confirm({ slug, onAsked }: { slug: string; onAsked(): void }) {
  const client = useTRPCClient();
  const [isOpen, setOpen] = useState(false);
  const form = useSubmit(async ({ typed = '' }) => {
    await client.samples.requestReset.mutate({ typed });
    setOpen(false);
    onAsked();
  });
  return (
    <>
      <Button variant="danger" onClick={() => setOpen(true)}>
        Make it anew
      </Button>
      <Dialog
        open={isOpen}
        onOpenChange={setOpen}
        title="Make the sample anew?"
        description="Customers, segments, campaigns and the log of this workspace are deleted. This cannot be undone."
        footer={
          <>
            <Button onClick={() => setOpen(false)}>Keep it</Button>
            <Button type="submit" form="reset-sample" variant="danger" disabled={form.isBusy}>
              Delete and make anew
            </Button>
          </>
        }
      >
        <form id="reset-sample" className="flex flex-col gap-3" onSubmit={form.onSubmit}>
          <Field label={`Type ${slug} to confirm`} error={form.of('typed')}>
            <Input name="typed" required autoComplete="off" />
          </Field>
          <FormProblem>{form.other('typed')}</FormProblem>
        </form>
      </Dialog>
    </>
  );
}
