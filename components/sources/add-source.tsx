'use client';

import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { useTRPC } from '@/components/shell/api-provider';
import { Button } from '@/components/ui/button';
import { CopyField } from '@/components/ui/copy-field';
import { Dialog } from '@/components/ui/dialog';
import { Field, Input } from '@/components/ui/field';

/** Makes an HTTP source and its first write key, and shows what to paste where. */
export function AddSource({ ingestUrl }: { ingestUrl: string }) {
  const trpc = useTRPC();
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [name, setName] = useState('');
  const [key, setKey] = useState<string | undefined>();
  const create = useMutation(trpc.sources.create.mutationOptions());
  const createKey = useMutation(trpc.sources.createWriteKey.mutationOptions());
  const problem = create.error?.message ?? createKey.error?.message;

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const { id } = await create.mutateAsync({ name });
    setKey((await createKey.mutateAsync({ sourceId: id })).key);
    router.refresh();
  };
  const toggle = (next: boolean) => {
    setOpen(next);
    if (!next) {
      setName('');
      setKey(undefined);
    }
  };
  return (
    <>
      <Button onClick={() => setOpen(true)} className="max-md:hidden">
        Connect a source
      </Button>
      <Dialog
        open={open}
        onOpenChange={toggle}
        title={key ? `${name} is ready` : 'Connect a source'}
        description={
          key
            ? 'Paste the key into a Segment-compatible client library. It is shown this once.'
            : 'Events over HTTP from your product or site. Name it after where they come from.'
        }
        footer={
          key ? (
            <Button variant="primary" onClick={() => toggle(false)}>
              Done
            </Button>
          ) : (
            <Button
              variant="primary"
              type="submit"
              form="add-source"
              disabled={create.isPending || createKey.isPending}
            >
              Make source and key
            </Button>
          )
        }
      >
        {key ? (
          <div className="flex flex-col gap-3">
            <CopyField label="Write key" value={key} />
            <pre className="overflow-x-auto rounded-md bg-sunken p-3 font-mono text-small">
              {`const analytics = new Analytics({ writeKey: '${key}', host: '${ingestUrl}' });\nanalytics.track({ userId: 'u_1', event: 'Signed up' });`}
            </pre>
          </div>
        ) : (
          <form id="add-source" onSubmit={(event) => void submit(event).catch(() => undefined)}>
            <Field label="Name" hint="Web app, mobile app, backend" error={problem}>
              <Input value={name} onChange={(event) => setName(event.target.value)} maxLength={80} required autoFocus />
            </Field>
          </form>
        )}
      </Dialog>
    </>
  );
}
