import { evidenceOf, type Evidence, usualNeed } from '@/components/evidence/evidence';
import { formatMonth, formatDate } from '@/components/evidence/dates';
import { type Figure, writeEnds, writeFigure } from '@/components/evidence/figure';
import { formatCount, nbsp } from '@/components/evidence/format';

/** One cell as the cohorts verb gives it. */
export interface CohortCell {
  period: number;
  value: number | null;
  customers: number;
  ciLow: number | null;
  ciHigh: number | null;
  complete: boolean;
}

export interface Cohort {
  /** First day of the entering period, YYYY-MM-DD. */
  start: string;
  /** Customers who entered. */
  size: number;
  cells: CohortCell[];
}

export type Period = 'day' | 'week' | 'month';

export interface Domain {
  min: number;
  max: number;
}

export const cellEvidence = (cell: CohortCell, size: number, need = usualNeed): Evidence =>
  evidenceOf(
    { estimate: cell.value, low: cell.ciLow, high: cell.ciHigh, n: size, need, complete: cell.complete },
    'neither',
  );

const steps = { share: 0.01, points: 0.01, money: 1, count: 1, number: 0.1, times: 0.1 };

/**
 * The range the nine steps cover, rounded outwards to what the legend prints.
 * Cells too small to read do not stretch it. null when nothing can be read.
 */
export function heatDomain(
  cohorts: readonly Cohort[],
  figure: Figure,
  { from = 0, need = usualNeed } = {},
): Domain | null {
  const values = cohorts
    .filter((cohort) => cohort.size >= need)
    .flatMap((cohort) => cohort.cells.filter((cell) => cell.period >= from).map((cell) => cell.value))
    .filter((value): value is number => value !== null);
  if (values.length === 0) return null;
  const step = steps[figure.kind];
  const tidy = (value: number, round: (value: number) => number) =>
    Number((round(Number((value / step).toFixed(6))) * step).toFixed(6));
  return { min: tidy(Math.min(...values), Math.floor), max: tidy(Math.max(...values), Math.ceil) };
}

/** Step 1 to 9 of the heat ramp. A domain of one value takes the middle. */
export function heatStep(value: number, { min, max }: Domain): number {
  if (max <= min) return 5;
  return Math.min(9, Math.max(1, 1 + Math.floor(((value - min) / (max - min)) * 9)));
}

/** Mean over finished cells weighted by cohort size, for every period; null under `need` customers in all. */
export function weightedRow(
  cohorts: readonly Cohort[],
  periods: readonly number[],
  need = usualNeed,
): (number | null)[] {
  return periods.map((period) => {
    let weight = 0;
    let sum = 0;
    for (const cohort of cohorts) {
      const cell = cohort.cells.find((candidate) => candidate.period === period);
      if (!cell?.complete || cell.value === null) continue;
      weight += cohort.size;
      sum += cell.value * cohort.size;
    }
    return weight >= need ? sum / weight : null;
  });
}

export const periodsOf = (cohorts: readonly Cohort[], from: number): number[] =>
  [...new Set(cohorts.flatMap((cohort) => cohort.cells.map((cell) => cell.period)))]
    .filter((period) => period >= from)
    .sort((a, b) => a - b);

/** "Jul 2026" for months, "6 Jul 2026" for days and weeks. */
export const cohortName = (start: string, by: Period, locale?: string): string =>
  by === 'month' ? formatMonth(start, locale) : formatDate(start, locale);

interface NameOptions {
  by: Period;
  figure: Figure;
  need: number;
  locale?: string;
}

/** What a screen reader says for a cell: cohort, period, value, interval, how many, and why it may not be sure. */
export function cellName(cohort: Cohort, cell: CohortCell, { by, figure, need, locale }: NameOptions): string {
  const evidence = cellEvidence(cell, cohort.size, need);
  const parts = [`${cohortName(cohort.start, by, locale)}, ${by} ${cell.period}`];
  parts.push(cell.value === null ? 'no value' : writeFigure(cell.value, figure, { locale, n: cohort.size }));
  if (cell.ciLow !== null && cell.ciHigh !== null) {
    parts.push(`95${nbsp}%${nbsp}interval ${writeEnds(cell.ciLow, cell.ciHigh, figure, { locale, n: cohort.size })}`);
  }
  parts.push(`${formatCount(cell.customers, { locale })} of ${formatCount(cohort.size, { locale })}`);
  if (evidence.kind === 'too_few') parts.push(`too few to say, needs ${need}`);
  if (evidence.kind === 'unfinished') parts.push(`${by} not finished`);
  return parts.join(', ');
}

export interface Position {
  row: number;
  column: number;
}

const moves: Record<string, (at: Position, width: number) => Position> = {
  ArrowUp: ({ row, column }) => ({ row: row - 1, column }),
  ArrowDown: ({ row, column }) => ({ row: row + 1, column }),
  ArrowLeft: ({ row, column }) => ({ row, column: column - 1 }),
  ArrowRight: ({ row, column }) => ({ row, column: column + 1 }),
  Home: ({ row }) => ({ row, column: 0 }),
  End: ({ row }, width) => ({ row, column: width - 1 }),
};

/** Where a key leads. Rows have different lengths: moving into a shorter one stops at its last cell. */
export function moveCell(key: string, at: Position, lengths: readonly number[]): Position | null {
  const move = moves[key];
  if (!move) return null;
  const next = move(at, lengths[at.row] ?? 0);
  const length = lengths[next.row];
  if (length === undefined || length === 0 || next.column < 0) return at;
  if (next.row !== at.row) return { row: next.row, column: Math.min(next.column, length - 1) };
  return next.column < length ? next : at;
}
