'use client';

import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { formatDate } from '@/components/evidence/dates';
import { useTRPC } from '@/components/shell/api-provider';
import type { RouterOutputs } from '@/components/shell/api-types';
import { Button } from '@/components/ui/button';
import { CopyField } from '@/components/ui/copy-field';
import { Dialog } from '@/components/ui/dialog';
import { toast } from '@/components/ui/toast';

type Source = RouterOutputs['sources']['list'][number];

interface KeysDialogProps {
  source: Source;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** The write keys of one source: make one (shown once), revoke one. */
export function KeysDialog({ source, open, onOpenChange }: KeysDialogProps) {
  const trpc = useTRPC();
  const router = useRouter();
  const [made, setMade] = useState<string | undefined>();
  const onError = (error: { message: string }) => toast({ text: error.message, tone: 'failed' });
  const create = useMutation(
    trpc.sources.createWriteKey.mutationOptions({
      onError,
      onSuccess: ({ key }) => {
        setMade(key);
        router.refresh();
      },
    }),
  );
  const revoke = useMutation(
    trpc.sources.revokeWriteKey.mutationOptions({ onError, onSuccess: () => router.refresh() }),
  );
  const close = (next: boolean) => {
    if (!next) setMade(undefined);
    onOpenChange(next);
  };
  return (
    <Dialog
      open={open}
      onOpenChange={close}
      title={`Write keys of ${source.name}`}
      description="A key lets a client library send records to this source. It cannot read anything."
      footer={
        <Button variant="primary" disabled={create.isPending} onClick={() => create.mutate({ sourceId: source.id })}>
          New write key
        </Button>
      }
    >
      {made ? <NewKey value={made} /> : null}
      <ul className="text-table">
        {source.keys.length === 0 ? <li className="text-muted">There is no key yet.</li> : null}
        {source.keys.map((key) => (
          <li key={key.id} className="flex items-center gap-3 border-b border-border py-2 last:border-b-0">
            <code>…{key.lastFour}</code>
            <span className="flex-1 text-small text-muted">
              made {formatDate(key.createdAt.toISOString())}
              {key.revokedAt ? `, revoked ${formatDate(key.revokedAt.toISOString())}` : ''}
            </span>
            {key.revokedAt ? null : (
              <Button
                size="small"
                variant="danger"
                disabled={revoke.isPending}
                onClick={() => revoke.mutate({ keyId: key.id })}
              >
                Revoke
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

function NewKey({ value }: { value: string }) {
  return (
    <div className="mb-3 flex flex-col gap-2 rounded-md border border-note-line bg-note-soft p-3 text-table">
      <b className="font-medium">Copy it now: it is shown this once.</b>
      <CopyField label="Write key" value={value} />
    </div>
  );
}
