import { formatMoment } from '@/components/evidence/dates';
import { Button } from '@/components/ui/button';
import { Chip, type ChipTone } from '@/components/ui/chip';
import type { ImportView } from '@/server/features/imports';
import { ImportProgress } from './import-progress';
import { importWords, isUnderWay, mayUndo, stateOf } from './import-words';
import { Reasons } from './reasons';

const tones: Partial<Record<ImportView['state'], ChipTone>> = {
  done: 'good',
  failed: 'risk',
  draft: 'note',
  tried: 'note',
};

export interface RowActionsOf {
  onContinue: () => void;
  onCancel: () => void;
  onUndo: () => void;
}

interface ImportRowProps {
  row: ImportView;
  slug: string;
  timezone: string;
  /** What may be done with it, where the reader may do it. */
  actions: RowActionsOf | undefined;
}

/** A file: what it is, how far it is, what it did, why rows were refused, and what can be done about it. */
export function ImportRow({ row, slug, timezone, actions }: ImportRowProps) {
  const running = isUnderWay(row);
  return (
    <li className="flex flex-col gap-2 border-b border-border px-4 py-3 text-table last:border-b-0">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <b className="min-w-0 truncate font-medium">{row.fileName}</b>
        <span className="text-muted">{row.state === 'draft' ? 'not started' : row.stream}</span>
        <Chip tone={tones[row.state] ?? 'neutral'}>{stateOf(row)}</Chip>
        <span className="flex-1" />
        <time className="text-small text-muted" dateTime={row.createdAt.toISOString()}>
          {formatMoment(row.createdAt.getTime(), { timeZone: timezone })}
        </time>
      </div>
      {running ? <ImportProgress row={row} /> : null}
      {!running && row.state !== 'draft' ? <p className="text-text-2">{importWords(row)}</p> : null}
      {row.problem ? <p className="text-risk-text">{row.problem}</p> : null}
      {row.rejected > 0 && !running && row.state !== 'undone' ? (
        <Reasons slug={slug} importId={row.id} rejected={row.rejected} />
      ) : null}
      {actions ? <RowActions row={row} {...actions} /> : null}
    </li>
  );
}

function RowActions({ row, onContinue, onCancel, onUndo }: { row: ImportView } & RowActionsOf) {
  const waits = row.state === 'draft' || row.state === 'tried';
  const reads = row.state === 'waiting' || row.state === 'running';
  return (
    <div className="flex flex-wrap gap-2 empty:hidden">
      {waits ? (
        <Button size="small" onClick={onContinue}>
          {row.state === 'draft' ? 'Map columns' : 'Go on'}
        </Button>
      ) : null}
      {waits || reads ? (
        <Button size="small" variant="quiet" onClick={onCancel}>
          {reads ? 'Cancel' : 'Discard'}
        </Button>
      ) : null}
      {mayUndo(row) ? (
        <Button size="small" onClick={onUndo}>
          Undo import
        </Button>
      ) : null}
    </div>
  );
}
