import { dayNumberOf, firstDayOf, lastDayOf } from '@/server/platform/calendar';
import { meanInterval, wilsonInterval } from '@/server/stats/cohort';
import type { Moments } from '@/server/stats/moments';
import type { Cohort, CohortCell, CohortGrid, CohortSpec } from '../schemas';

export interface CountRow {
  c: number;
  size: number;
  /** Period and how many came back, in order; periods nobody came back in may be missing. */
  cells: [period: number, customers: number][];
}

export interface MoneyRow {
  c: number;
  p: number;
  orders: number;
  amount_minor: number;
}

/** What the moments of money so far gain in a period. */
export interface SumRow {
  c: number;
  p: number;
  amount_minor: number;
  squares: number;
  cubes: number;
}

export interface GridRows {
  counts: readonly CountRow[];
  money: readonly MoneyRow[];
  sums: readonly SumRow[];
}

/** Rows of the store as the grid of the command `cohorts`: every period from entering to the as-of day, zeros included. */
export function shapeGrid(
  { spec, asOf, asOfPeriod }: { spec: CohortSpec; asOf: string; asOfPeriod: number },
  rows: GridRows,
): CohortGrid {
  const money = byCohort(rows.money);
  const sums = byCohort(rows.sums);
  const isOver = dayNumberOf(lastDayOf(asOfPeriod, spec.by)) <= dayNumberOf(asOf);
  const lastComplete = isOver ? asOfPeriod : asOfPeriod - 1;
  const cohorts = rows.counts.map((count): Cohort => {
    const read = cellReader(spec, count, { money: money.get(count.c), sums: sums.get(count.c) });
    const cells: CohortCell[] = [];
    for (let p = count.c; p <= asOfPeriod; p += 1)
      cells.push({ period: p - count.c, ...read(p), complete: p <= lastComplete });
    return { start: firstDayOf(count.c, spec.by), size: count.size, cells };
  });
  return { spec, asOf, cohorts };
}

function byCohort<R extends { c: number; p: number }>(rows: readonly R[]): Map<number, Map<number, R>> {
  const found = new Map<number, Map<number, R>>();
  for (const row of rows) {
    const cohort = found.get(row.c) ?? new Map<number, R>();
    cohort.set(row.p, row);
    found.set(row.c, cohort);
  }
  return found;
}

type CellValue = Omit<CohortCell, 'period' | 'complete'>;
type Bounds = Pick<CohortCell, 'ciLow' | 'ciHigh'>;

const none: Bounds = { ciLow: null, ciHigh: null };

function shareBounds(customers: number, size: number): Bounds {
  const answer = wilsonInterval(customers, size);
  return answer.ok ? { ciLow: answer.ciLow, ciHigh: answer.ciHigh } : none;
}

/** Null where the data are outside the region in which the interval holds what it says. */
function meanBounds(moments: Moments): Bounds {
  const answer = meanInterval(moments);
  return answer.ok ? { ciLow: answer.ciLow, ciHigh: answer.ciHigh } : none;
}

/** Reads the cells of a cohort from its first period to its last: money so far adds up on the way. */
function cellReader(
  { measure, criteria }: CohortSpec,
  { size, cells }: CountRow,
  given: { money: Map<number, MoneyRow> | undefined; sums: Map<number, SumRow> | undefined },
): (period: number) => CellValue {
  const customersIn = customersByPeriod(criteria, cells);
  const soFar = momentsReader(size, given.sums);
  const read: Record<CohortSpec['measure'], (p: number) => Pick<CohortCell, 'value'> & Bounds> = {
    retained: (p) => ({ value: customersIn(p) / size, ...shareBounds(customersIn(p), size) }),
    customers: (p) => ({ value: customersIn(p), ...none }),
    orders: (p) => ({ value: given.money?.get(p)?.orders ?? 0, ...none }),
    revenue: (p) => ({ value: given.money?.get(p)?.amount_minor ?? 0, ...none }),
    revenue_per_customer: (p) => {
      const moments = soFar(p);
      return { value: moments.sum / size, ...meanBounds(moments) };
    },
  };
  return (p) => ({ customers: customersIn(p), ...read[measure](p) });
}

/** Moments of the money of each customer up to a period; asked for period after period. */
function momentsReader(n: number, sums: Map<number, SumRow> | undefined): (period: number) => Moments {
  let [sum, sumSquares, sumCubes] = [0, 0, 0];
  return (p) => {
    const gained = sums?.get(p);
    if (gained)
      [sum, sumSquares, sumCubes] = [sum + gained.amount_minor, sumSquares + gained.squares, sumCubes + gained.cubes];
    return { n, sum, sumSquares, sumCubes };
  };
}

/** A period without a row had nobody; with `on_or_after` it has those of the next period that has one. */
function customersByPeriod(criteria: CohortSpec['criteria'], cells: CountRow['cells']): (period: number) => number {
  const known = new Map(cells);
  if (criteria === 'on') return (p) => known.get(p) ?? 0;
  return (p) => cells.find(([period]) => period >= p)?.[1] ?? 0;
}
