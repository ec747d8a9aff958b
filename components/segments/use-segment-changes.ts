'use client';

import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTRPC } from '@/components/shell/api-provider';
import { toast } from '@/components/ui/toast';

/** Archive with undo, from the list or from the segment's own page. */
export function useArchive(segment: { id: string; name: string }, after?: () => void) {
  const trpc = useTRPC();
  const router = useRouter();
  const failed = (error: { message: string }) => toast({ text: error.message, tone: 'failed' });
  const restore = useMutation(
    trpc.segments.restore.mutationOptions({ onSuccess: () => router.refresh(), onError: failed }),
  );
  const archive = useMutation(
    trpc.segments.archive.mutationOptions({
      onError: failed,
      onSuccess: () => {
        toast({ text: `Archived ${segment.name}.`, undo: () => restore.mutate({ segmentId: segment.id }) });
        after?.();
        router.refresh();
      },
    }),
  );
  return () => archive.mutate({ segmentId: segment.id });
}
