import { cx } from './cx';

/** A grey block in the place and size of what is coming. Give width and height as classes. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden data-loading="" className={cx('block rounded-sm bg-border opacity-60', className)} />;
}

/** Two bars for the answer, one for the follow-up. */
export function AnswerSkeleton() {
  return (
    <div className="flex flex-col gap-2.5" role="status" aria-label="Loading">
      <Skeleton className="h-4 w-40" />
      <Skeleton className="h-6 w-4/5 max-w-[720px]" />
      <Skeleton className="h-6 w-3/5 max-w-[520px]" />
      <Skeleton className="h-4 w-2/3 max-w-[600px]" />
    </div>
  );
}

const rowKeys = Array.from({ length: 24 }, (_, index) => `row-${index}`);
const widths = ['w-40', 'w-52', 'w-36', 'w-44'];

export function TableSkeleton({ rows = 8, columns = 4 }: { rows?: number; columns?: number }) {
  return (
    <div role="status" aria-label="Loading">
      {rowKeys.slice(0, rows).map((key, row) => (
        <div key={key} className="flex h-10 items-center gap-6 border-b border-border px-4 last:border-b-0">
          <Skeleton className={cx('h-3.5', widths[row % widths.length])} />
          {rowKeys.slice(1, columns).map((cell) => (
            <Skeleton key={cell} className="ml-auto h-3.5 w-16" />
          ))}
        </div>
      ))}
    </div>
  );
}

export function ChartSkeleton({ className = 'h-64' }: { className?: string }) {
  return (
    <div role="status" aria-label="Loading" className={cx('flex flex-col justify-between py-2', className)}>
      {rowKeys.slice(0, 5).map((key) => (
        <Skeleton key={key} className="h-px w-full" />
      ))}
    </div>
  );
}

/** The triangle of a cohort grid. */
export function GridSkeleton({ rows = 9 }: { rows?: number }) {
  return (
    <div role="status" aria-label="Loading" className="flex flex-col gap-0.5">
      {rowKeys.slice(0, rows).map((key, row) => (
        <div key={key} className="flex gap-0.5">
          <Skeleton className="mr-3 h-9 w-32 shrink-0" />
          {rowKeys.slice(0, rows).map((cell, column) => (
            <Skeleton key={cell} className={cx('h-9 flex-1', row + column >= rows && 'invisible')} />
          ))}
        </div>
      ))}
    </div>
  );
}
