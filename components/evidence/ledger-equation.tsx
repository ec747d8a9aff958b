import type { TraceSource } from '@/components/shell/trace';
import { cx } from '@/components/ui/cx';
import { formatCount, formatShare } from './format';
import { Num } from './num';

export interface Ledger {
  received: number;
  stored: number;
  duplicate: number;
  rejected: number;
}

interface LedgerEquationProps {
  ledger: Ledger;
  traces?: Partial<Record<keyof Ledger, TraceSource>>;
  locale?: string;
}

const terms = ['received', 'stored', 'duplicate', 'rejected'] as const;
const signs = { received: '', stored: '=', duplicate: '+', rejected: '+' };

function words(term: keyof Ledger, ledger: Ledger, locale?: string): string {
  if (term === 'received') return 'received';
  if (term === 'stored')
    return ledger.received > 0 ? `stored, ${formatShare(ledger.stored / ledger.received, { locale })}` : 'stored';
  return term === 'duplicate' ? 'duplicate, seen before' : 'rejected, kept for replay';
}

/** Widths out of 1,000, so that a single rejected record among millions can still be seen. */
function bar(ledger: Ledger): { widths: [number, number, number]; widened: boolean } {
  const total = Math.max(1, ledger.received);
  const small = [ledger.duplicate, ledger.rejected].map((count) =>
    count === 0 ? 0 : Math.max(6, (count / total) * 1000),
  );
  const [duplicate = 0, rejected = 0] = small;
  const widened = [ledger.duplicate, ledger.rejected].some((count) => count > 0 && (count / total) * 1000 < 6);
  return { widths: [ledger.received === 0 ? 0 : 1000 - duplicate - rejected, duplicate, rejected], widened };
}

/** received = stored + duplicate + rejected. Throws RangeError when they do not add up: it is never shown unbalanced. */
export function LedgerEquation({ ledger, traces = {}, locale }: LedgerEquationProps) {
  if (ledger.received !== ledger.stored + ledger.duplicate + ledger.rejected) {
    throw new RangeError('received is not stored + duplicate + rejected');
  }
  const { widths, widened } = bar(ledger);
  return (
    <div>
      <div className="flex flex-wrap items-start gap-x-10 gap-y-3 max-md:grid max-md:grid-cols-2 max-md:gap-x-4">
        {terms.map((term) => (
          <div key={term} className="flex items-start gap-x-10 max-md:gap-x-2">
            <span className={cx('text-lead leading-7 text-muted max-md:w-3', !signs[term] && 'md:hidden')}>
              {signs[term]}
            </span>
            <div>
              <div
                className={`text-stat font-medium max-md:text-lead ${term === 'rejected' && ledger.rejected > 0 ? 'text-watch-text' : ''}`}
              >
                <Num trace={traces[term]}>{formatCount(ledger[term], { locale })}</Num>
              </div>
              <div className="mt-1 text-small text-muted">{words(term, ledger, locale)}</div>
            </div>
          </div>
        ))}
      </div>
      <svg viewBox="0 0 1000 8" preserveAspectRatio="none" className="mt-4 block h-2 w-full" aria-hidden>
        <rect width="1000" height="8" className="fill-sunken" />
        <rect width={widths[0]} height="8" className="fill-accent" />
        <rect x={widths[0]} width={widths[1]} height="8" className="fill-axis" />
        <rect x={widths[0] + widths[1]} width={widths[2]} height="8" className="fill-watch" />
      </svg>
      <div className="mt-1.5 flex justify-between gap-4 text-small text-muted">
        <span>{ledger.received === 0 ? 'nothing has arrived yet' : 'stored'}</span>
        {widened ? <span>duplicate and rejected are drawn wider than to scale</span> : null}
      </div>
    </div>
  );
}
