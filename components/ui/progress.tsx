import type { ReactNode } from 'react';

interface ProgressProps {
  /** What is being done, for screen readers. */
  label: string;
  /** Done so far; undefined while the total is not known. */
  value: number | undefined;
  total: number;
  /** Under the bar, left: "184,320 of about 288,000 records, 0 rejected". */
  done?: ReactNode;
  /** Under the bar, right: "1 min 50 s left". */
  left?: ReactNode;
}

const bar =
  'h-2 w-full appearance-none overflow-hidden rounded-(--radius-mark) border border-border bg-sunken [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-sunken [&::-webkit-progress-value]:bg-accent indeterminate:[&::-webkit-progress-bar]:hatch';

export function Progress({ label, value, total, done, left }: ProgressProps) {
  return (
    <div className="flex flex-col gap-1.5">
      <progress className={bar} aria-label={label} value={value} max={total} />
      {done || left ? (
        <div className="flex justify-between gap-4 text-small text-muted">
          <span>{done}</span>
          <span>{left}</span>
        </div>
      ) : null}
    </div>
  );
}
