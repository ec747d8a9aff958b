'use client';

import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTRPC } from '@/components/shell/api-provider';
import { Button } from '@/components/ui/button';
import type { CampaignView } from '@/server/features/campaigns/schemas';

/** Pause, resume and stop, where the state allows them. */
export function CampaignActions({ id, state }: { id: string; state: CampaignView['state'] }) {
  const trpc = useTRPC();
  const router = useRouter();
  const onSuccess = () => router.refresh();
  const pause = useMutation(trpc.campaigns.pause.mutationOptions({ onSuccess }));
  const resume = useMutation(trpc.campaigns.resume.mutationOptions({ onSuccess }));
  const stop = useMutation(trpc.campaigns.stop.mutationOptions({ onSuccess }));
  const busy = pause.isPending || resume.isPending || stop.isPending;
  return (
    <>
      {state === 'running' ? (
        <Button disabled={busy} onClick={() => pause.mutate({ id })}>
          Pause
        </Button>
      ) : null}
      {state === 'paused' ? (
        <Button disabled={busy} onClick={() => resume.mutate({ id })}>
          Resume
        </Button>
      ) : null}
      {['launching', 'running', 'paused'].includes(state) ? (
        <Button variant="danger" disabled={busy} onClick={() => stop.mutate({ id })}>
          Stop
        </Button>
      ) : null}
    </>
  );
}
