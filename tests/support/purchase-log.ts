import { readFileSync } from 'node:fs';
import { groupHistories, type Rfx } from '@/server/stats/btyd';

const DAY = 86_400_000;
const dayOf = (date: string): number => Date.parse(`${date}T00:00:00Z`) / DAY;

export interface PurchaseLog {
  /** One entry a customer: x, tx, T in weeks to the end of calibration. */
  readonly histories: Rfx;
  readonly grouped: Rfx;
  /** Purchase days of each customer after the calibration, in weeks since its end, ascending. */
  readonly laterWeeks: readonly (readonly number[])[];
}

/** Reads a purchase log (one row a purchase) and splits it at the end of `until`; same-day purchases are merged. */
export function readPurchaseLog(
  path: string,
  columns: { customer: number; date: number },
  until: string,
  holdoutUntil: string,
): PurchaseLog {
  const days = new Map<string, Set<number>>();
  for (const line of readFileSync(path, 'utf8').trim().split('\n').slice(1)) {
    const fields = line.replaceAll('"', '').split(',');
    const customer = fields[columns.customer] ?? '';
    const seen = days.get(customer) ?? new Set();
    days.set(customer, seen.add(dayOf(fields[columns.date] ?? '')));
  }
  const end = dayOf(until);
  const last = dayOf(holdoutUntil);
  const rows: { x: number; tx: number; T: number; later: number[] }[] = [];
  for (const set of days.values()) {
    const sorted = [...set].sort((a, b) => a - b);
    const before = sorted.filter((day) => day <= end);
    const first = before[0];
    if (first === undefined) continue;
    const later = sorted.filter((day) => day > end && day <= last).map((day) => (day - end) / 7);
    rows.push({ x: before.length - 1, tx: ((before.at(-1) ?? first) - first) / 7, T: (end - first) / 7, later });
  }
  const histories = {
    x: Float64Array.from(rows, (r) => r.x),
    tx: Float64Array.from(rows, (r) => r.tx),
    T: Float64Array.from(rows, (r) => r.T),
    count: new Float64Array(rows.length).fill(1),
  };
  return { histories, grouped: groupHistories(histories), laterWeeks: rows.map((r) => r.later) };
}
