import { formatMoment } from '@/components/evidence/dates';
import { Button, ButtonLink } from '@/components/ui/button';
import { Chip, type ChipTone } from '@/components/ui/chip';
import { Progress } from '@/components/ui/progress';
import type { ImportView } from '@/server/features/imports';
import { importWords, isUnderWay, progressWords, stateOf } from './import-words';

const tones: Partial<Record<ImportView['state'], ChipTone>> = { done: 'good', failed: 'risk', draft: 'note' };

interface ImportRowProps {
  row: ImportView;
  slug: string;
  timezone: string;
  onContinue?: () => void;
  onCancel?: () => void;
}

export function ImportRow({ row, slug, timezone, onContinue, onCancel }: ImportRowProps) {
  const running = isUnderWay(row);
  return (
    <li className="flex flex-col gap-2 border-b border-border px-4 py-3 text-table last:border-b-0">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <b className="min-w-0 truncate font-medium">{row.fileName}</b>
        <span className="text-muted">{row.state === 'draft' ? 'not started' : row.stream}</span>
        <Chip tone={row.dryRun ? 'neutral' : (tones[row.state] ?? 'neutral')}>{stateOf(row)}</Chip>
        <span className="flex-1" />
        <time className="text-small text-muted" dateTime={row.createdAt.toISOString()}>
          {formatMoment(row.createdAt.getTime(), { timeZone: timezone })}
        </time>
      </div>
      {running ? (
        <Progress
          label={`Importing ${row.fileName}`}
          value={row.bytesRead}
          total={Math.max(1, row.fileBytes)}
          done={progressWords(row)}
        />
      ) : null}
      {!running && row.state !== 'draft' ? <p className="text-text-2">{importWords(row)}</p> : null}
      {row.problem ? <p className="text-risk-text">{row.problem}</p> : null}
      <RowActions row={row} slug={slug} onContinue={onContinue} onCancel={onCancel} />
    </li>
  );
}

function RowActions({ row, slug, onContinue, onCancel }: Omit<ImportRowProps, 'timezone'>) {
  const isDraft = row.state === 'draft';
  const running = isUnderWay(row);
  return (
    <div className="flex flex-wrap gap-2 empty:hidden">
      {isDraft && onContinue ? (
        <Button size="small" onClick={onContinue}>
          Map columns
        </Button>
      ) : null}
      {row.rejected > 0 && !row.dryRun ? (
        <ButtonLink size="small" href={`/api/imports/${slug}/${row.id}/rejected`} prefetch={false} download>
          Rejected rows with reasons
        </ButtonLink>
      ) : null}
      {(running || isDraft) && onCancel ? (
        <Button size="small" variant="quiet" onClick={onCancel}>
          {running ? 'Cancel' : 'Discard'}
        </Button>
      ) : null}
    </div>
  );
}
