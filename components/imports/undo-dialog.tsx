'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import { useTRPC } from '@/components/shell/api-provider';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Skeleton } from '@/components/ui/skeleton';
import { toast } from '@/components/ui/toast';
import type { ImportView } from '@/server/features/imports';
import { undoWords } from './undo-words';

interface UndoDialogProps {
  row: ImportView;
  /** Called when it was asked for and when it was not. */
  onClose: () => void;
}

/** What taking an import back would do, counted, and the button that does it. */
export function UndoDialog({ row, onClose }: UndoDialogProps) {
  const trpc = useTRPC();
  const preview = useQuery(trpc.imports.previewUndo.queryOptions({ importId: row.id }, { staleTime: 0 }));
  const undo = useMutation(
    trpc.imports.undo.mutationOptions({
      onSuccess: () => {
        toast({ text: `${row.fileName} is being taken back.` });
        onClose();
      },
    }),
  );
  const problem = undo.error?.message ?? preview.error?.message;
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      title={`Undo the import of ${row.fileName}`}
      description="Every answer becomes what it would be if this file had never come. The same file can be imported again."
      footer={
        <>
          <Button onClick={onClose}>Keep it</Button>
          <Button
            variant="danger"
            disabled={!preview.data || undo.isPending}
            onClick={() => undo.mutate({ importId: row.id })}
          >
            Undo this import
          </Button>
        </>
      }
    >
      {preview.data ? (
        <ul className="flex list-disc flex-col gap-1.5 pl-5 text-table">
          {undoWords(preview.data).map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      ) : preview.isPending ? (
        <div role="status" aria-label="Counting what would go">
          <Skeleton className="h-16 w-full" />
        </div>
      ) : null}
      {problem ? (
        <p role="alert" className="mt-3 text-table text-risk-text">
          {problem}
        </p>
      ) : null}
    </Dialog>
  );
}
