import { checkText, readId } from './check-text';
import { type Money, parseMoney } from './parse-money';
import { readRowDay, readRowTime } from './parse-time';
import { refuse } from './refusal';
import type { StreamField } from './stream-fields';

/** What a row is read against: the workspace's zone and currency, now, and the currency that the row itself names. */
export interface FieldContext {
  nowMs: number;
  zone: string;
  currency: string;
}

export type FieldValue = string | number | boolean | (Money & { rounded: boolean });

const flags: Readonly<Record<string, boolean>> = {
  true: true,
  t: true,
  yes: true,
  y: true,
  '1': true,
  false: false,
  f: false,
  no: false,
  n: false,
  '0': false,
};
/** Other words for the intervals of a subscription. */
const synonyms: Readonly<Record<string, string>> = {
  daily: 'day',
  weekly: 'week',
  monthly: 'month',
  quarterly: 'quarter',
  yearly: 'year',
  annual: 'year',
  annually: 'year',
};

function readNumber(name: string, text: string): number {
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?$/i.test(text)) return refuse(name, 'is not a number');
  const value = Number(text);
  return Number.isFinite(value) ? value : refuse(name, 'is not a finite number');
}

function readWhole(name: string, text: string, most: number): number {
  const value = readNumber(name, text);
  if (!Number.isInteger(value)) return refuse(name, 'is not a whole number');
  return Math.abs(value) <= most ? value : refuse(name, `is beyond ±${most}`);
}

function readWord(field: StreamField, text: string): string {
  const word = text.toLowerCase();
  const known = [word, synonyms[word]].find((one) => one !== undefined && field.words?.includes(one));
  return known ?? refuse(field.name, `is not one of ${field.words?.join(', ')}`);
}

/** One value of a row, as text without its outer blanks, to its typed form. Refuses what the field cannot be. */
export function readField(field: StreamField, value: string, ctx: FieldContext): FieldValue | undefined {
  const { name } = field;
  const text = checkText(name, value);
  switch (field.type) {
    case 'id':
      return readId(name, text);
    case 'text':
      return text;
    case 'instant':
      return readRowTime(name, text, ctx);
    case 'day':
    case 'comingDay':
    case 'month':
      return readRowDay(name, text, { ...ctx, ahead: field.type === 'comingDay', month: field.type === 'month' });
    case 'money':
      return parseMoney(name, text, ctx.currency);
    case 'flag':
      return flags[text.toLowerCase()] ?? refuse(name, 'is not yes or no');
    case 'word':
      return readWord(field, text);
    default:
      return readNumeric(field, text);
  }
}

function readNumeric(field: StreamField, text: string): number | undefined {
  if (field.type === 'number') return readNumber(field.name, text);
  if (field.type === 'count') return readWhole(field.name, text, 2_147_483_647);
  if (field.type === 'whole') return readWhole(field.name, text, Number.MAX_SAFE_INTEGER);
  return undefined;
}
