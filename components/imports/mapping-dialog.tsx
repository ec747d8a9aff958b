'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '@/components/shell/api-provider';
import type { RouterOutputs } from '@/components/shell/api-types';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Skeleton } from '@/components/ui/skeleton';
import type { Stream } from '@/db/schema/ingest.constants';
import { type Choices, choicesOf, mapOf, missingFields } from './mapping-choices';
import { MappingForm } from './mapping-form';

type Preview = RouterOutputs['imports']['preview'];

interface MappingDialogProps {
  importId: string;
  onClose: () => void;
}

/** How the columns of a file are read: guesses to correct, first values beside them, a trial run, then the import. */
export function MappingDialog({ importId, onClose }: MappingDialogProps) {
  const trpc = useTRPC();
  const [stream, setStream] = useState<Stream | undefined>();
  const preview = useQuery(trpc.imports.preview.queryOptions({ importId, stream }));
  if (preview.data) {
    return <LoadedDialog key={preview.data.stream} preview={preview.data} onStream={setStream} onClose={onClose} />;
  }
  return (
    <Dialog open onOpenChange={(open) => open || onClose()} wide title="Reading the file">
      {preview.isError ? (
        <p className="text-table text-risk-text">{preview.error.message}</p>
      ) : (
        <Skeleton className="h-48 w-full" />
      )}
    </Dialog>
  );
}

interface LoadedDialogProps {
  preview: Preview;
  onStream: (stream: Stream) => void;
  onClose: () => void;
}

function LoadedDialog({ preview, onStream, onClose }: LoadedDialogProps) {
  const trpc = useTRPC();
  const [changed, setChanged] = useState<Choices>({});
  const start = useMutation(trpc.imports.start.mutationOptions({ onSuccess: onClose }));
  const choices = choicesOf(preview.columns, changed);
  const missing = missingFields(preview.fields, choices);
  const run = (dryRun: boolean) =>
    start.mutate({ importId: preview.import.id, stream: preview.stream, map: mapOf(choices), dryRun });
  const problem =
    start.error?.message ?? (missing.length > 0 ? `Say which column holds ${missing.join(' and ')}.` : undefined);
  const off = missing.length > 0 || start.isPending;
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      wide
      title={preview.import.fileName}
      description="Columns that no field takes are kept under their own name."
      footer={
        <>
          <Button disabled={off} onClick={() => run(true)}>
            Try without storing
          </Button>
          <Button variant="primary" disabled={off} onClick={() => run(false)}>
            Import
          </Button>
        </>
      }
    >
      <MappingForm
        preview={preview}
        choices={choices}
        judged={Object.keys(changed).length === 0}
        onStream={onStream}
        onChoose={(column, field) => setChanged({ ...changed, [column]: field })}
      />
      {problem ? (
        <p role="alert" className="mt-3 text-table text-risk-text">
          {problem}
        </p>
      ) : null}
    </Dialog>
  );
}
