'use client';

import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTRPC } from '@/components/shell/api-provider';
import { toast } from '@/components/ui/toast';

/** Pausing and archiving one source; the page is read again after each, and a refusal is said. */
export function useSourceChanges(source: { id: string; name: string }) {
  const trpc = useTRPC();
  const router = useRouter();
  const onError = (error: { message: string }) => toast({ text: error.message, tone: 'failed' });
  const update = useMutation(trpc.sources.update.mutationOptions({ onError, onSuccess: () => router.refresh() }));
  const archive = useMutation(trpc.sources.archive.mutationOptions({ onError, onSuccess: () => router.refresh() }));
  const setPaused = (paused: boolean) =>
    update.mutate(
      { sourceId: source.id, paused },
      {
        onSuccess: () =>
          toast({
            text: paused
              ? `${source.name} is paused: its records are refused until it goes on.`
              : `${source.name} takes records again.`,
            undo: () => update.mutate({ sourceId: source.id, paused: !paused }),
          }),
      },
    );
  return {
    setPaused,
    archive: () =>
      archive.mutate(
        { sourceId: source.id },
        { onSuccess: () => toast({ text: `${source.name} is archived. What it brought stays.` }) },
      ),
  };
}
