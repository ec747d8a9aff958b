'use client';

import { useMutation } from '@tanstack/react-query';
import { useTRPC } from '@/components/shell/api-provider';
import { Button } from '@/components/ui/button';
import { CopyField } from '@/components/ui/copy-field';

/** The secret that the receiver of a webhook checks its signature by; shown when asked for, and each look is audited. */
export function SigningSecret({ id }: { id: string | undefined }) {
  const trpc = useTRPC();
  const reveal = useMutation(trpc.campaigns.revealSigningSecret.mutationOptions());
  if (id === undefined) return <p className="text-small text-muted">Save the draft to see its signing secret.</p>;
  return (
    <div className="flex flex-col gap-1.5">
      {reveal.data ? (
        <CopyField label="Signing secret" value={reveal.data.secret} />
      ) : (
        <div>
          <Button size="small" disabled={reveal.isPending} onClick={() => reveal.mutate({ id })}>
            Show the signing secret
          </Button>
        </div>
      )}
      <p className="text-small text-muted">
        {reveal.error?.message ??
          'Holdfast-Signature is t=SECONDS,v1=HEX: HMAC-SHA256 of “SECONDS.BODY” under this secret. Holdfast-Delivery stays the same when a call is tried again.'}
      </p>
    </div>
  );
}
