import { expect } from 'vitest';
import { betaUpperTail } from '@/server/stats/special';

/** `CALIBRATION=long` gives every cell at least 4,000 simulations; the short form has the same cells, seeds and bands. */
export const isLong = process.env.CALIBRATION === 'long';

/** How many simulations a cell gets: few enough for all of `npm test` to take a minute, or at least 4,000. */
export function simulations(short: number, long = Math.max(short, 4000)): number {
  return isLong ? long : short;
}

/** P(X ≤ k) of a binomial. */
const upTo = (k: number, n: number, p: number): number => (k < 0 ? 0 : k >= n ? 1 : betaUpperTail(p, k + 1, n - k));

/** The counts that a binomial (n, p) shows with 99.9 % probability: .05 % cut off at either end, exactly. */
function exactBand(n: number, p: number): { low: number; high: number } {
  let low = 0;
  while (upTo(low, n, p) <= 0.0005) low += 1;
  let high = n;
  while (1 - upTo(high - 1, n, p) <= 0.0005) high -= 1;
  return { low, high };
}

export interface Cell {
  readonly name: string;
  /** Simulations that gave an answer, and how many of them count (rejected, or covered). */
  readonly answered: number;
  readonly hits: number;
  readonly nominal: number;
  /** Simulations asked; the rest refused with a reason. */
  readonly asked?: number;
  /** at_most: only the upper end of the band binds (conservative procedures). */
  readonly bound?: 'both' | 'at_most' | 'at_least';
}

function holds({ answered, hits, nominal, bound = 'both' }: Cell): boolean {
  const { low, high } = exactBand(answered, nominal);
  return (bound === 'at_most' || hits >= low) && (bound === 'at_least' || hits <= high);
}

/** Prints the cells as a table, then asserts each against its exact 99.9 % band. */
export function reportCells(title: string, cells: readonly Cell[]): void {
  const lines = cells.map((cell) => {
    const { low, high } = exactBand(cell.answered, cell.nominal);
    const rate = (count: number): string => (count / cell.answered).toFixed(4);
    const band = `${cell.bound === 'at_most' ? '     0' : rate(low)}–${cell.bound === 'at_least' ? '1' : rate(high)}`;
    const asked = cell.asked === undefined ? '' : ` of ${cell.asked} asked`;
    return `  ${cell.name.padEnd(58)} ${rate(cell.hits)}  ${band}  N ${cell.answered}${asked}${holds(cell) ? '' : '  OUT'}`;
  });
  process.stdout.write(`\n${title} (rate, exact 99.9 % band)\n${lines.join('\n')}\n`);
  for (const cell of cells) expect(holds(cell), `${cell.name}: ${cell.hits} of ${cell.answered}`).toBe(true);
}

/** A negative control: a procedure known to be wrong must fall out of the band that the right one keeps. */
export function reportRed(title: string, cells: readonly Cell[]): void {
  const lines = cells.map((c) => {
    const { low, high } = exactBand(c.answered, c.nominal);
    const rate = (count: number): string => (count / c.answered).toFixed(4);
    return `  ${c.name.padEnd(58)} ${rate(c.hits)}  outside ${rate(low)}–${rate(high)}  N ${c.answered}`;
  });
  process.stdout.write(`\n${title} (must be red)\n${lines.join('\n')}\n`);
  for (const cell of cells) expect(holds(cell), `${cell.name} stayed inside`).toBe(false);
}
