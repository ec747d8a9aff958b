'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { formatBytes } from '@/components/evidence/format';
import { useTRPC } from '@/components/shell/api-provider';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Skeleton } from '@/components/ui/skeleton';
import type { Stream } from '@/db/schema/ingest.constants';
import { MappingForm } from './mapping-form';
import { TrialDialog } from './trial-dialog';
import { type Preview, useMapping } from './use-mapping';

interface MappingDialogProps {
  slug: string;
  importId: string;
  onClose: () => void;
}

/** How the columns of a file are read: guesses to correct, first rows below them, a trial run, then the import. */
export function MappingDialog({ slug, importId, onClose }: MappingDialogProps) {
  const trpc = useTRPC();
  const [stream, setStream] = useState<Stream | undefined>();
  const [trying, setTrying] = useState(false);
  const preview = useQuery(trpc.imports.preview.queryOptions({ importId, stream }, { enabled: !trying, staleTime: 0 }));
  if (trying) return <TrialDialog slug={slug} importId={importId} onBack={() => setTrying(false)} onClose={onClose} />;
  if (preview.data && !preview.isFetching)
    return (
      <LoadedDialog
        key={`${preview.data.stream} ${preview.dataUpdatedAt}`}
        first={preview.data}
        onStream={setStream}
        onTry={() => setTrying(true)}
        onClose={onClose}
      />
    );
  return (
    <Dialog open onOpenChange={(open) => open || onClose()} wide title="Reading the file">
      {preview.isError ? (
        <p role="alert" className="text-table text-risk-text">
          {preview.error.message}
        </p>
      ) : (
        <Skeleton className="h-48 w-full" />
      )}
    </Dialog>
  );
}

interface LoadedDialogProps {
  first: Preview;
  onStream: (stream: Stream) => void;
  onTry: () => void;
  onClose: () => void;
}

function LoadedDialog({ first, onStream, onTry, onClose }: LoadedDialogProps) {
  const trpc = useTRPC();
  const { stream } = first;
  const mapping = useMapping(first, stream);
  const start = useMutation(
    trpc.imports.start.mutationOptions({ onSuccess: ({ dryRun }) => (dryRun ? onTry() : onClose()) }),
  );
  const run = (dryRun: boolean) => start.mutate({ importId: first.import.id, stream, ...mapping.asked, dryRun });
  const { missing } = mapping;
  const problem =
    start.error?.message ??
    (missing.length > 0 ? `Say which column holds ${missing.join(' and ')}, or set it in every row.` : undefined);
  const off = missing.length > 0 || start.isPending;
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      wide
      title={first.import.fileName}
      description={`${formatBytes(first.import.fileBytes)}. Columns that no field takes are kept under their own name. Nothing is stored until you import.`}
      footer={
        <>
          {problem ? (
            <p role="alert" className="mr-auto min-w-0 flex-1 basis-60 self-center text-table text-risk-text">
              {problem}
            </p>
          ) : null}
          <Button disabled={off} onClick={() => run(true)}>
            Try without storing
          </Button>
          <Button variant="primary" disabled={off} onClick={() => run(false)}>
            Import
          </Button>
        </>
      }
    >
      <MappingForm stream={stream} mapping={mapping} onStream={onStream} />
    </Dialog>
  );
}
