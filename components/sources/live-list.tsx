import { CircleX } from 'lucide-react';
import { formatTime } from '@/components/evidence/dates';
import type { LiveRow } from './live-rows';

interface LiveListProps {
  rows: readonly LiveRow[];
  timezone: string;
  /** Id of the line whose record is shown. */
  chosen: string | undefined;
  onChoose: (row: LiveRow) => void;
}

export function LiveList({ rows, timezone, chosen, onChoose }: LiveListProps) {
  if (rows.length === 0)
    return (
      <p className="p-4 text-table text-muted">
        Nothing of this kind arrived in the last day. Events appear here seconds after they were sent.
      </p>
    );
  return (
    <ul className="max-h-[420px] overflow-y-auto">
      {rows.map((row) => (
        <li key={row.id}>
          <button
            type="button"
            onClick={() => onChoose(row)}
            aria-pressed={chosen === row.id}
            className="grid w-full grid-cols-[auto_auto_96px_minmax(0,1fr)] max-md:grid-cols-[auto_auto_56px_minmax(0,1fr)] items-center gap-x-3 border-b border-border px-4 py-2 text-left text-table hover:bg-hover aria-pressed:bg-selected"
          >
            <time className="text-muted tabular-nums" dateTime={row.at.toISOString()}>
              {formatTime(row.at.getTime(), { timeZone: timezone })}
            </time>
            {row.reason === undefined ? (
              <span className="m-[3.5px] size-[7px] rounded-full bg-good" aria-hidden />
            ) : (
              <CircleX className="icon-s text-watch" aria-hidden />
            )}
            <span className="truncate text-text-2">{row.kind}</span>
            <span className="truncate">
              {row.what} {row.reason === undefined ? null : <span className="text-watch-text">{row.reason}</span>}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
