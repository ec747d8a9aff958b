import { requireRange } from '../answer';
import type { Rfx } from './types';

/**
 * Groups identical histories: the sufficient statistics of every model here.
 * Inputs: x (repeat purchases), tx, T (weeks), equal lengths; count (customers per row), 1 each when absent.
 * Returns Rfx sorted by (x, tx, T). 1 M customers over two years become a few 10⁵ rows.
 * Fails: RangeError on unequal lengths, a negative or non-integer x, tx > T, or tx > 0 with x = 0.
 */
export function groupHistories(rows: Omit<Rfx, 'count'> & { readonly count?: Float64Array }): Rfx {
  const { x, tx, T } = rows;
  const n = x.length;
  const count = rows.count ?? new Float64Array(n).fill(1);
  requireRange(tx.length === n && T.length === n && count.length === n, 'x, tx, T and count differ in length');
  for (let i = 0; i < n; i += 1) requireHistory(x[i] as number, tx[i] as number, T[i] as number);
  const order = new Uint32Array(n).map((_, i) => i);
  order.sort(
    (i, j) =>
      (x[i] as number) - (x[j] as number) ||
      (tx[i] as number) - (tx[j] as number) ||
      (T[i] as number) - (T[j] as number),
  );
  const out = { x: new Float64Array(n), tx: new Float64Array(n), T: new Float64Array(n), count: new Float64Array(n) };
  let last = -1;
  for (const i of order) {
    const same = last >= 0 && out.x[last] === x[i] && out.tx[last] === tx[i] && out.T[last] === T[i];
    if (!same) {
      last += 1;
      out.x[last] = x[i] as number;
      out.tx[last] = tx[i] as number;
      out.T[last] = T[i] as number;
    }
    out.count[last] = (out.count[last] as number) + (count[i] as number);
  }
  const size = last + 1;
  return {
    x: out.x.slice(0, size),
    tx: out.tx.slice(0, size),
    T: out.T.slice(0, size),
    count: out.count.slice(0, size),
  };
}

function requireHistory(x: number, tx: number, T: number): void {
  requireRange(Number.isInteger(x) && x >= 0, 'x must be a count of repeat purchases');
  requireRange(tx >= 0 && tx <= T && Number.isFinite(T), 'a history needs 0 ≤ tx ≤ T');
  requireRange(x > 0 || tx === 0, 'without a repeat purchase tx is 0');
}

export interface RfxTotals {
  readonly customers: number;
  readonly repeaters: number;
  readonly repeatPurchases: number;
  /** Σ T over customers, in weeks. */
  readonly weeksObserved: number;
  /** The longest T, in weeks. */
  readonly historyWeeks: number;
}

/** Totals over customers of grouped or ungrouped statistics. */
export function totalsOf(stats: Rfx): RfxTotals {
  const totals = { customers: 0, repeaters: 0, repeatPurchases: 0, weeksObserved: 0, historyWeeks: 0 };
  for (let i = 0; i < stats.x.length; i += 1) {
    const n = stats.count[i] as number;
    const x = stats.x[i] as number;
    const T = stats.T[i] as number;
    totals.customers += n;
    totals.repeaters += x > 0 ? n : 0;
    totals.repeatPurchases += n * x;
    totals.weeksObserved += n * T;
    totals.historyWeeks = Math.max(totals.historyWeeks, T);
  }
  return totals;
}
