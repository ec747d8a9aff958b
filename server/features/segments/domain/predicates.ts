import type { Comparison, NumberOp } from '@/db/schema/segments.constants';
import { dayOfNumber, startOfDayMs } from '@/server/platform/calendar';
import type { Bindings } from './bindings';
import { type DayRange, rangeOfMoment } from './windows';

/** What a comparison needs to know of the workspace. */
export interface Place {
  /** Days since 1970-01-01. */
  asOf: number;
  zone: string;
  /** Digits of the currency's minor unit. */
  digits: number;
}

const signs: Readonly<Record<NumberOp, string>> = {
  at_least: '>=',
  at_most: '<=',
  exactly: '=',
  greater_than: '>',
  less_than: '<',
};

/** A text that is a number: a sign, digits with or without a fraction, with or without an exponent. */
const numeric = '^-?[0-9]{1,15}([.][0-9]{1,15})?([eE][-+]?[0-9]{1,2})?$';
/** A text that begins with a day is that day. */
const dated = '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])';

const isNumberOp = (op: string): op is NumberOp => Object.hasOwn(signs, op);

/** Whether zero passes: what a count or sum is for customers without a fact. */
export function zeroPasses(op: NumberOp, value: number): boolean {
  if (value === 0) return op === 'at_least' || op === 'at_most' || op === 'exactly';
  return value > 0 ? op === 'at_most' || op === 'less_than' : op === 'at_least' || op === 'greater_than';
}

/** Whole units of money as minor units, half away from zero. */
export function minorOf(value: number, digits: number): number {
  // By way of decimal text: 1.005 × 100 is 100.49999999999999 in binary.
  const shifted = Number(`${Math.abs(value)}e${digits}`);
  const scaled = Number.isNaN(shifted) ? Math.abs(value) * 10 ** digits : shifted;
  return Math.sign(value) * Math.round(scaled);
}

const scalarText = (value: string | number | boolean): string => String(value);

/** `expression op value` for a number that is never null. */
export const compareNumber = (expression: string, op: NumberOp, hole: string): string =>
  `${expression} ${signs[op]} ${hole}`;

/** A comparison with a text column, where '' is absent. Negations hold for absent texts, everything else does not. */
export function compareText(expression: string, compared: Comparison, bindings: Bindings, place: Place): string {
  const { bind } = bindings;
  switch (compared.op) {
    case 'is':
      return `${expression} = ${bind('String', scalarText(compared.value))}`;
    case 'is_not':
      return `${expression} != ${bind('String', scalarText(compared.value))}`;
    case 'one_of':
      return `has(${bind('Array(String)', compared.value.map(scalarText))}, ${expression})`;
    case 'not_one_of':
      return `NOT has(${bind('Array(String)', compared.value.map(scalarText))}, ${expression})`;
    case 'contains':
      return `positionCaseInsensitive(${expression}, ${bind('String', compared.value)}) > 0`;
    case 'not_contains':
      return `positionCaseInsensitive(${expression}, ${bind('String', compared.value)}) = 0`;
    case 'starts_with':
      return `startsWith(${expression}, ${bind('String', compared.value)})`;
    case 'ends_with':
      return `endsWith(${expression}, ${bind('String', compared.value)})`;
    case 'known':
      return `${expression} != ''`;
    case 'unknown':
      return `${expression} = ''`;
    default:
      return compareTextAsOther(expression, compared, bindings, place);
  }
}

function compareTextAsOther(expression: string, compared: Comparison, { bind }: Bindings, place: Place): string {
  if (isNumberOp(compared.op) && 'value' in compared) {
    const hole = bind('Float64', Number(compared.value));
    return `(match(${expression}, '${numeric}') AND ${compareNumber(`toFloat64OrZero(${expression})`, compared.op, hole)})`;
  }
  const range = rangeOfMoment(compared, place.asOf);
  const [from, to] = [textOfDay(range?.from ?? 1), textOfDay(range?.to ?? 0)];
  return `(match(${expression}, '${dated}') AND substring(${expression}, 1, 10) BETWEEN ${bind('String', from)} AND ${bind('String', to)})`;
}

const years = { first: -719_528, last: 2_932_896 };
const textOfDay = (day: number) => dayOfNumber(Math.min(years.last, Math.max(years.first, day)));

/** A comparison with a nullable number of the store; `digits` where it is money in minor units. */
export function compareNullable(expression: string, compared: Comparison, bindings: Bindings, digits?: number): string {
  if (compared.op === 'known') return `isNotNull(${expression})`;
  if (compared.op === 'unknown') return `isNull(${expression})`;
  if (!isNumberOp(compared.op) || !('value' in compared)) return '0';
  const value = Number(compared.value);
  const hole = digits === undefined ? bindings.bind('Float64', value) : bindings.bind('Int64', minorOf(value, digits));
  return `ifNull(${compareNumber(expression, compared.op, hole)}, 0)`;
}

const DAY_MS = 86_400_000;

/** A comparison with a nullable instant, by the day it falls in in the workspace's zone. */
export function compareInstant(expression: string, compared: Comparison, { bind }: Bindings, place: Place): string {
  if (compared.op === 'known') return `isNotNull(${expression})`;
  if (compared.op === 'unknown') return `isNull(${expression})`;
  const range = rangeOfMoment(compared, place.asOf);
  if (!range) return '0';
  const { from, to } = boundsMs(range, place.zone);
  const ms = `toUnixTimestamp64Milli(${expression})`;
  return `ifNull(${ms} >= ${bind('Int64', from)} AND ${ms} < ${bind('Int64', to)}, 0)`;
}

function boundsMs(range: DayRange, zone: string): { from: number; to: number } {
  const startMs = (day: number) => {
    if (day <= years.first || day >= years.last) return Math.min(years.last, Math.max(years.first, day)) * DAY_MS;
    return startOfDayMs(dayOfNumber(day), zone);
  };
  return { from: startMs(range.from), to: startMs(range.to + 1) };
}
