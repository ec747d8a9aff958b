import { CloudOff, EqualApproximately, Gauge, Lock, RotateCcw } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from './button';
import { cx } from './cx';

const ghostRows = [5, 4, 3, 2, 1];

/** Dashed outlines of what will stand here. */
function GhostGrid() {
  return (
    <svg viewBox="-1 -1 152 86" className="w-[150px] shrink-0 fill-none stroke-border-strong max-md:hidden" aria-hidden>
      {ghostRows.flatMap((cells, row) =>
        Array.from({ length: cells }, (_, cell) => (
          <rect
            key={`${row}-${cell}`}
            x={cell * 30}
            y={row * 17}
            width="28"
            height="15"
            rx="2.5"
            strokeDasharray="3 3"
          />
        )),
      )}
    </svg>
  );
}

const ghostBars = [22, 46, 70, 54, 36, 20, 10];

/** Dashed bars, where a distribution will stand. */
export function GhostBars() {
  return (
    <svg viewBox="-1 -1 152 86" className="w-[150px] shrink-0 fill-none stroke-border-strong max-md:hidden" aria-hidden>
      {ghostBars.map((height, bar) => (
        <rect key={bar} x={bar * 21.5} y={84 - height} width="18" height={height} rx="2.5" strokeDasharray="3 3" />
      ))}
    </svg>
  );
}

/** Dashed lines, where a list will stand. */
export function GhostRows() {
  return (
    <svg viewBox="-1 -1 152 86" className="w-[150px] shrink-0 fill-none stroke-border-strong max-md:hidden" aria-hidden>
      {ghostRows.slice(1).map((row) => (
        <rect key={row} y={(4 - row) * 22} width="150" height="18" rx="2.5" strokeDasharray="3 3" />
      ))}
    </svg>
  );
}

interface EmptyStateProps {
  title: string;
  children: ReactNode;
  /** The one primary action. */
  action?: ReactNode;
  /** A quiet way to see it full, e.g. the sample workspace. */
  sample?: ReactNode;
  picture?: ReactNode;
}

export function EmptyState({ title, children, action, sample, picture = <GhostGrid /> }: EmptyStateProps) {
  return (
    <div className="flex items-center gap-5">
      {picture}
      <div className="min-w-0">
        <h2 className="font-semibold">{title}</h2>
        <p className="mt-0.5 mb-2.5 max-w-[48em] text-table text-muted">{children}</p>
        <div className="flex flex-wrap gap-2">
          {action}
          {sample}
        </div>
      </div>
    </div>
  );
}

interface NoteProps {
  icon: ReactNode;
  title: ReactNode;
  children?: ReactNode;
  className?: string;
}

function Note({ icon, title, children, className }: NoteProps) {
  return (
    <div className={cx('flex items-start gap-2 text-table', className)}>
      <span className="mt-0.5 shrink-0 text-muted [&_svg]:size-4">{icon}</span>
      <div className="min-w-0">
        <b>{title}</b> <span className="text-muted">{children}</span>
      </div>
    </div>
  );
}

/** The data cannot answer: which gate failed, what it has, what it needs, what is used instead. */
export function Refusal({ title, children }: { title: ReactNode; children: ReactNode }) {
  return (
    <Note icon={<EqualApproximately aria-hidden />} title={title}>
      {children}
    </Note>
  );
}

/** How far a limit is, before it is hit. */
export function LimitNotice({ title, children }: { title: ReactNode; children: ReactNode }) {
  return (
    <Note icon={<Gauge className="text-watch-text" aria-hidden />} title={title}>
      {children}
    </Note>
  );
}

/** What cannot be done, and who can grant it. */
export function Denied({ title, children }: { title: ReactNode; children: ReactNode }) {
  return (
    <Note icon={<Lock aria-hidden />} title={title}>
      {children}
    </Note>
  );
}

/** One part failed, the rest of the page is current. */
export function Failed({ children, onRetry }: { children: ReactNode; onRetry?: () => void }) {
  return (
    <div role="alert" className="flex flex-col items-start gap-2 text-small text-text-2">
      <span className="flex items-start gap-1.5">
        <CloudOff className="icon-s mt-px text-muted" aria-hidden />
        <span>{children}</span>
      </span>
      {onRetry ? (
        <Button size="small" onClick={onRetry}>
          <RotateCcw aria-hidden /> Retry
        </Button>
      ) : null}
    </div>
  );
}
