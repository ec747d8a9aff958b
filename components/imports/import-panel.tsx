'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import { TableSkeleton } from '@/components/ui/skeleton';
import { Failed } from '@/components/ui/states';
import { ImportRow } from './import-row';
import { MappingDialog } from './mapping-dialog';
import { UndoDialog } from './undo-dialog';
import { UploadBox } from './upload-box';
import { useImports } from './use-imports';

type Asked = { what: 'map' | 'undo'; importId: string };

/** Files: bring one in, see how far each is, what it did, what it refused; take one back. */
export function ImportPanel({ slug, mayWrite, timezone }: { slug: string; mayWrite: boolean; timezone: string }) {
  const { list, rows, refresh, cancel, showOlder } = useImports();
  const [asked, setAsked] = useState<Asked | undefined>();
  const actionsOf = (importId: string) => ({
    onContinue: () => setAsked({ what: 'map', importId }),
    onUndo: () => setAsked({ what: 'undo', importId }),
    onCancel: () => cancel(importId),
  });
  return (
    <Panel title="Files" sub="CSV and TSV, any size" flush>
      {mayWrite ? <UploadBox slug={slug} onStored={(importId) => setAsked({ what: 'map', importId })} /> : null}
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
            actions={mayWrite ? actionsOf(row.id) : undefined}
          />
        ))}
      </ul>
      {showOlder ? (
        <div className="border-t border-border p-2 text-center">
          <Button size="small" variant="quiet" onClick={showOlder}>
            Show older files
          </Button>
        </div>
      ) : null}
      <AskedDialog
        slug={slug}
        asked={asked}
        rows={rows}
        onClose={() => {
          setAsked(undefined);
          refresh();
        }}
      />
    </Panel>
  );
}

interface AskedDialogProps {
  slug: string;
  asked: Asked | undefined;
  rows: ReturnType<typeof useImports>['rows'];
  onClose: () => void;
}

function AskedDialog({ slug, asked, rows, onClose }: AskedDialogProps) {
  if (asked?.what === 'map') return <MappingDialog slug={slug} importId={asked.importId} onClose={onClose} />;
  const row = rows.find(({ id }) => id === asked?.importId);
  return row ? <UndoDialog row={row} onClose={onClose} /> : null;
}
