import { dayAt, dayNumberOf, dayOfNumber, startOfDayMs, zoneOffsetMs } from '@/server/platform/calendar';
import { maxAgeMs, maxAheadMs } from './limits';
import { refuse } from './refusal';

const written =
  /^(\d{4})[-/]?(\d{2})[-/]?(\d{2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(Z|[+-]\d{2}(?::?\d{2})?)?)?$/i;
const dayMs = 86_400_000;

/**
 * Epoch milliseconds of a written time. Without an offset it is the wall clock of `zone`, without a time of day the
 * start of that day there. Undefined where the text is not a time; never guesses the order of day and month.
 */
export function parseInstant(text: string, zone: string): number | undefined {
  const match = written.exec(text);
  if (!match) return undefined;
  const [, year, month, day, hour, minute, second = '0', fraction = '', offset] = match;
  const date = `${year}-${month}-${day}`;
  if (!isDay(date)) return undefined;
  if (hour === undefined) return startOfDayMs(date, zone);
  const [h, m, s] = [Number(hour), Number(minute), Number(second)];
  if (h > 23 || m > 59 || s > 60) return undefined;
  const wall = dayNumberOf(date) * dayMs + h * 3_600_000 + m * 60_000 + s * 1_000;
  const ms = wall + Number(fraction.padEnd(3, '0').slice(0, 3));
  return offset === undefined ? fromWallClock(ms, zone) : ms - offsetMs(offset);
}

/** The first of two instants where clocks go back; past the gap where they go forward. */
function fromWallClock(wall: number, zone: string): number {
  const guess = wall - zoneOffsetMs(wall - dayMs, zone);
  const better = wall - zoneOffsetMs(guess, zone);
  return wall - zoneOffsetMs(better, zone) === better ? better : guess;
}

function offsetMs(offset: string): number {
  if (offset.toUpperCase() === 'Z') return 0;
  const digits = offset.slice(1).replace(':', '').padEnd(4, '0');
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2));
  return (offset.startsWith('-') ? -minutes : minutes) * 60_000;
}

function isDay(date: string): boolean {
  const ms = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(ms) && dayOfNumber(ms / dayMs) === date;
}

/** ISO 8601 in UTC with milliseconds. */
export const isoOf = (ms: number): string => new Date(ms).toISOString();

// Nearly all times look like this, and the engine alone reads them ten times as fast; it would let 30 February pass.
const usual = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;

/** Epoch milliseconds of a time as clients write it; undefined for anything else. */
export function parseSentTime(value: unknown): number | undefined {
  if (typeof value !== 'string') return undefined;
  return usual.test(value) ? Date.parse(value) : parseInstant(value.trim(), 'UTC');
}

/** The time of an HTTP call as it was sent, and corrected by the skew of its sender's clock, within its window. */
export function readCallTime(value: unknown, at: { nowMs: number; skewMs: number }): { at: string; sent: string } {
  if (value === undefined || value === null) return { at: isoOf(at.nowMs), sent: '' };
  const sentMs = parseSentTime(value) ?? refuse('timestamp', 'is not an ISO 8601 time');
  const ms = sentMs + at.skewMs;
  if (ms > at.nowMs + maxAheadMs) refuse('timestamp', 'is more than 24 hours in the future');
  if (ms < at.nowMs - maxAgeMs) refuse('timestamp', 'is more than 10 years in the past');
  const sent = typeof value === 'string' && usual.test(value) ? value : isoOf(sentMs);
  return { at: at.skewMs === 0 ? sent : isoOf(ms), sent };
}

/** The time of an imported record: from 1970-01-01 to a day after `nowMs`. */
export function readRowTime(field: string, text: string, at: { nowMs: number; zone: string }): string {
  const ms = parseInstant(text, at.zone) ?? refuse(field, 'is not a date such as 2026-01-31 or 2026-01-31T09:30:00Z');
  if (ms < startOfDayMs('1970-01-01', at.zone)) refuse(field, 'is before 1970-01-01');
  if (ms > at.nowMs + maxAheadMs) refuse(field, 'is more than 24 hours in the future');
  return isoOf(Math.max(0, ms));
}

/** A calendar day of an imported record, YYYY-MM-DD. `ahead` allows days to come, as for a renewal. */
export function readRowDay(
  field: string,
  text: string,
  at: { nowMs: number; zone: string; ahead: boolean; month?: boolean },
): string {
  const whole = at.month && /^\d{4}-?\d{2}$/.test(text) ? `${text.slice(0, 4)}-${text.slice(-2)}-01` : text;
  const ms = parseInstant(whole, at.zone);
  if (ms === undefined)
    return refuse(field, at.month ? 'is not a month such as 2026-01' : 'is not a day such as 2026-01-31');
  const day = dayAt(ms, at.zone);
  if (day < '1970-01-01') refuse(field, 'is before 1970-01-01');
  if (!at.ahead && startOfDayMs(day, at.zone) > at.nowMs + maxAheadMs)
    refuse(field, 'is more than 24 hours in the future');
  return at.month ? `${day.slice(0, 7)}-01` : day;
}
