import { ArrowDownRight, ArrowUpRight, EqualApproximately } from 'lucide-react';
import type { ReactNode } from 'react';
import { Skeleton } from '@/components/ui/skeleton';
import { Denied, Failed } from '@/components/ui/states';
import type { TraceSource } from '@/components/shell/trace';
import { type Evidence, toneClass, toneOf } from './evidence';
import { Num } from './num';
import { Sparkline } from './sparkline';

/** At most five, none repeating the answer. In twos on phones. */
export function StatTiles({ children }: { children: ReactNode }) {
  return (
    <div className="grid grid-cols-2 overflow-hidden rounded-md border border-border bg-border max-md:gap-px md:auto-cols-fr md:grid-flow-col md:grid-cols-none md:gap-x-px [&>*:last-child:nth-child(odd)]:max-md:col-span-2">
      {children}
    </div>
  );
}

export interface Change {
  evidence: Evidence;
  /** "−7.0 pts". */
  text: string;
  /** "vs June". */
  against?: string;
}

/** A change in words with its sign: an arrow only when it is clear, ≈ on noise. */
export function ChangeWords({ change }: { change: Change }) {
  const { evidence } = change;
  const tone = toneClass[toneOf(evidence)].text;
  if (evidence.kind === 'too_few') return <span className="text-muted">too few to say</span>;
  const Sign =
    evidence.kind !== 'clear' ? EqualApproximately : evidence.side === 'above' ? ArrowUpRight : ArrowDownRight;
  return (
    <span className="inline-flex items-center gap-1 whitespace-nowrap">
      <span className={`inline-flex items-center gap-1 ${tone}`}>
        <Sign className="icon-s" aria-hidden />
        {evidence.kind === 'noise' ? `${change.text}, within noise` : change.text}
      </span>
      {change.against}
    </span>
  );
}

interface StatTileProps {
  label: string;
  /** The figure with its unit; absent when there is none to show. */
  value?: string;
  /** Small, after the value: "22 days", "of 100". */
  unit?: string;
  trace?: TraceSource;
  change?: Change;
  /** Instead of or after a change: n, interval, what it is of. */
  note?: ReactNode;
  spark?: { values: readonly number[]; unfinished?: 0 | 1 };
  /** Too few customers: the words replace the figure. */
  tooFew?: { have: string; need: string };
  state?: 'ready' | 'loading' | 'failed' | 'denied';
  /** Who can grant it, when denied. */
  grantedBy?: string;
  onRetry?: () => void;
}

function Body({ value, unit, trace, change, note, spark, tooFew }: StatTileProps) {
  if (tooFew) {
    return (
      <>
        <div className="mt-1 text-lead leading-7 font-medium text-muted">too few to say</div>
        <div className="mt-1 text-small text-muted">
          {tooFew.have}, needs {tooFew.need}
        </div>
      </>
    );
  }
  return (
    <>
      <div className="mt-1 flex items-baseline gap-1.5 text-stat font-medium whitespace-nowrap">
        <Num trace={trace}>{value ?? '–'}</Num>
        {unit ? <small className="text-small font-normal tracking-normal text-muted">{unit}</small> : null}
      </div>
      <div className="mt-1 flex min-h-4 flex-wrap items-center gap-x-1.5 text-small text-muted">
        {change ? <ChangeWords change={change} /> : null}
        {note}
      </div>
      {spark ? (
        <Sparkline
          values={spark.values}
          unfinished={spark.unfinished}
          tone={change ? toneOf(change.evidence) : 'ink'}
        />
      ) : null}
    </>
  );
}

export function StatTile(props: StatTileProps) {
  const { label, state = 'ready', grantedBy, onRetry } = props;
  return (
    <div className="flex min-w-0 flex-col bg-surface px-4 py-3 max-md:px-3">
      <div className="truncate text-small text-muted">{label}</div>
      {state === 'ready' ? <Body {...props} /> : null}
      {state === 'loading' ? (
        <div className="mt-2 flex flex-col gap-2" role="status" aria-label={`${label} is loading`}>
          <Skeleton className="h-6 w-28" />
          <Skeleton className="h-3 w-36" />
        </div>
      ) : null}
      {state === 'failed' ? (
        <div className="mt-2">
          <Failed onRetry={onRetry}>Could not be computed. Other tiles are current.</Failed>
        </div>
      ) : null}
      {state === 'denied' ? (
        <div className="mt-2">
          <Denied title="Not shown to you.">{grantedBy}</Denied>
        </div>
      ) : null}
    </div>
  );
}
