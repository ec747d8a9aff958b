'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import { useTRPC } from '@/components/shell/api-provider';
import { Panel } from '@/components/ui/panel';
import { TableSkeleton } from '@/components/ui/skeleton';
import { Failed } from '@/components/ui/states';
import { toast } from '@/components/ui/toast';
import { ImportRow } from './import-row';
import { isUnderWay } from './import-words';
import { MappingDialog } from './mapping-dialog';
import { UploadBox } from './upload-box';

const everyMs = 1_000;

/** Files: bring one in, see how far each is, what it did, what it refused. Progress is read from the record, so a reload keeps it. */
export function ImportPanel({ slug, mayWrite, timezone }: { slug: string; mayWrite: boolean; timezone: string }) {
  const trpc = useTRPC();
  const router = useRouter();
  const client = useQueryClient();
  const [draft, setDraft] = useState<string | undefined>();
  const options = trpc.imports.list.queryOptions({ limit: 20 });
  const list = useQuery({
    ...options,
    refetchInterval: (query) => (query.state.data?.imports.some(isUnderWay) ? everyMs : false),
  });
  const refresh = () => client.invalidateQueries({ queryKey: options.queryKey });
  const cancel = useMutation(
    trpc.imports.cancel.mutationOptions({
      onSuccess: refresh,
      onError: (error) => toast({ text: error.message, tone: 'failed' }),
    }),
  );

  // The rest of the page is read on the server: it follows when the last running import has ended.
  const busy = list.data?.imports.some(isUnderWay) ?? false;
  const wasBusy = useRef(false);
  useEffect(() => {
    if (wasBusy.current && !busy) router.refresh();
    wasBusy.current = busy;
  }, [busy, router]);

  const rows = list.data?.imports ?? [];
  return (
    <Panel title="Files" sub="CSV and TSV, any size" flush>
      {mayWrite ? <UploadBox slug={slug} onStored={setDraft} /> : null}
      {list.isError ? (
        <div className="p-4">
          <Failed onRetry={() => void list.refetch()}>The imports could not be read.</Failed>
        </div>
      ) : null}
      {list.isPending ? <TableSkeleton rows={2} columns={2} /> : null}
      {list.isSuccess && rows.length === 0 ? (
        <p className="p-4 text-table text-muted">No file has been imported yet.</p>
      ) : null}
      <ul>
        {rows.map((row) => (
          <ImportRow
            key={row.id}
            row={row}
            slug={slug}
            timezone={timezone}
            onContinue={mayWrite ? () => setDraft(row.id) : undefined}
            onCancel={mayWrite ? () => cancel.mutate({ importId: row.id }) : undefined}
          />
        ))}
      </ul>
      {draft ? (
        <MappingDialog
          importId={draft}
          onClose={() => {
            setDraft(undefined);
            void refresh();
          }}
        />
      ) : null}
    </Panel>
  );
}
