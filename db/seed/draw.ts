import type { Random } from '@/server/stats/rng';

const WEEK_MS = 7 * 86_400_000;

/** One of several by their shares, which add up to 1. */
export function choose<T extends readonly [...unknown[]]>(random: Random, options: readonly T[], shareAt: number): T {
  let left = random();
  for (const option of options) {
    left -= option[shareAt] as number;
    if (left < 0) return option;
  }
  return options[options.length - 1] as T;
}

export const oneOf = <T>(random: Random, options: readonly T[]): T =>
  options[Math.floor(random() * options.length)] as T;

/** `YYYY-MM-DDTHH:MM:SSZ` of weeks since 1970. */
export const instantOf = (weeks: number): string =>
  `${new Date(Math.floor(weeks * 7 * 86_400) * 1000).toISOString().slice(0, 19)}Z`;

/** Weeks since 1970 of an instant or a day. */
export const weeksOf = (time: string): number => Date.parse(time) / WEEK_MS;

export const byTime = (a: { at: string; id: string }, b: { at: string; id: string }) =>
  a.at === b.at ? (a.id < b.id ? -1 : 1) : a.at < b.at ? -1 : 1;

/** `t00001`, `t00002`, … */
export const numbered = (letter: string, count: number, digits = 5): string =>
  `${letter}${String(count).padStart(digits, '0')}`;
