'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import { useTRPC } from '@/components/shell/api-provider';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Skeleton } from '@/components/ui/skeleton';
import type { ImportView } from '@/server/features/imports';
import { isUnderWay } from './import-words';
import { ImportProgress } from './import-progress';
import { Reasons } from './reasons';
import { trialWords } from './trial-words';

interface TrialDialogProps {
  slug: string;
  importId: string;
  onBack: () => void;
  onClose: () => void;
}

const everyMs = 500;

/** A trial run of a file: how far it is, then what the import would do, and the import itself one step away. */
export function TrialDialog({ slug, importId, onBack, onClose }: TrialDialogProps) {
  const trpc = useTRPC();
  const query = useQuery(
    trpc.imports.get.queryOptions(
      { importId },
      { refetchInterval: ({ state }) => (state.data && !isUnderWay(state.data) ? false : everyMs) },
    ),
  );
  const start = useMutation(trpc.imports.startTried.mutationOptions({ onSuccess: onClose }));
  const view = query.data;
  const isOver = view?.state === 'tried';
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      wide
      title={view ? `${view.fileName}, tried without storing` : 'Trying the file'}
      footer={
        view && !isUnderWay(view) ? (
          <>
            <Button disabled={start.isPending || !isOver} onClick={onBack}>
              Change the mapping
            </Button>
            <Button
              variant="primary"
              disabled={start.isPending || !isOver || view.stored === 0}
              onClick={() => start.mutate({ importId })}
            >
              Import
            </Button>
          </>
        ) : null
      }
    >
      {view ? <TrialReport slug={slug} view={view} /> : <Skeleton className="h-24 w-full" />}
      {start.error ? (
        <p role="alert" className="mt-3 text-table text-risk-text">
          {start.error.message}
        </p>
      ) : null}
    </Dialog>
  );
}

function TrialReport({ slug, view }: { slug: string; view: ImportView }) {
  if (isUnderWay(view)) return <ImportProgress row={view} />;
  if (view.problem) return <p className="text-table text-risk-text">{view.problem}</p>;
  return (
    <div className="flex flex-col gap-3 text-table">
      {trialWords(view).map((line) => (
        <p key={line} className="first:text-lead first:font-semibold">
          {line}
        </p>
      ))}
      {view.rejected > 0 ? <Reasons slug={slug} importId={view.id} rejected={view.rejected} /> : null}
    </div>
  );
}
