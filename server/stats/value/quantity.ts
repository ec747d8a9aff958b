import { type FormulaRefusal, refuseFormula } from './types';

export type Period = 'day' | 'week' | 'month' | 'quarter' | 'year';

/** A number as typed: 50/month, 0.1/year, 3 years, 10%, 100. */
export interface Quantity {
  readonly ok: true;
  readonly value: number;
  /** "50/month" is per month. */
  readonly per?: Period;
  /** "3 years" is in years. */
  readonly in?: Period;
}

const PERIODS_PER_YEAR: Readonly<Record<Period, number>> = { day: 365, week: 52, month: 12, quarter: 4, year: 1 };
const SHAPE = /^\s*([+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)\s*(%?)\s*(?:(\/|per\s)?\s*([A-Za-z]+))?\s*$/;

function periodOf(word: string): Period | null {
  const single = word.toLowerCase().replace(/s$/, '');
  return Object.hasOwn(PERIODS_PER_YEAR, single) ? (single as Period) : null;
}

/** Reads a quantity; refuses what is not a number with an optional period (`wrong_unit`, `overflow`). */
export function parseQuantity(name: string, text: string): Quantity | FormulaRefusal {
  const [, digits = '', percent, slash, word] = SHAPE.exec(text) ?? [];
  if (digits === '') return refuseFormula('wrong_unit', `${name} is not a number with an optional period: "${text}".`);
  const value = Number(digits) / (percent === '%' ? 100 : 1);
  if (!Number.isFinite(value)) return refuseFormula('overflow', `${name} is too large to represent.`);
  if (word === undefined) return { ok: true, value };
  const period = periodOf(word);
  if (period === null)
    return refuseFormula('wrong_unit', `${name} is in "${word}"; use day, week, month, quarter or year.`);
  return slash === undefined ? { ok: true, value, in: period } : { ok: true, value, per: period };
}

/** How a variable changes when its period does. */
export type PeriodKind =
  /** Adds up over time: 50 a month is 600 a year. */
  | 'flow'
  /** Compounds: 1 % a month is 12.68 % a year. */
  | 'growth'
  /** The share that stays: .99 a month is .886 a year. */
  | 'retention'
  /** The share that leaves. */
  | 'churn'
  /** A length of time. */
  | 'duration';

/** The same quantity in another period, to 12 digits. */
export function convertPeriod(kind: PeriodKind, value: number, from: Period, to: Period): number {
  const factor = PERIODS_PER_YEAR[from] / PERIODS_PER_YEAR[to];
  const converted = {
    flow: value * factor,
    growth: (1 + value) ** factor - 1,
    retention: value ** factor,
    churn: 1 - (1 - value) ** factor,
    duration: value / factor,
  }[kind];
  return Number(converted.toPrecision(12));
}
