/** Days, weeks and months of a time zone. Pure: instants are epoch milliseconds, days `YYYY-MM-DD`, months `YYYY-MM`. */
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** Days from 1 March of the year 0 to 1970-01-01. */
const DAYS_BEFORE_1970 = 719_468;

export type Period = 'day' | 'week' | 'month';

const dayPattern = /^(\d{4})-(\d{2})-(\d{2})$/;
const monthDays = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const isLeap = (year: number) => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
const two = (n: number) => (n < 10 ? `0${n}` : String(n));

/** Whole days since 1970-01-01 of a `YYYY-MM-DD`. Throws RangeError where there is no such day. */
export function dayNumberOf(day: string): number {
  const match = dayPattern.exec(day);
  const [year, month, date] = [Number(match?.[1]), Number(match?.[2]), Number(match?.[3])];
  const last = (monthDays[month - 1] ?? 0) + (month === 2 && isLeap(year) ? 1 : 0);
  if (!match || date < 1 || date > last) throw new RangeError(`not a day: ${day}`);
  // Years begin in March here, so that the leap day is the last of its year.
  const from = month > 2 ? year : year - 1;
  const ofYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + date - 1;
  return (
    from * 365 + Math.floor(from / 4) - Math.floor(from / 100) + Math.floor(from / 400) + ofYear - DAYS_BEFORE_1970
  );
}

/** The day of a number of days since 1970-01-01. */
export function dayOfNumber(n: number): string {
  const shifted = n + DAYS_BEFORE_1970;
  const era = Math.floor(shifted / 146_097);
  const ofEra = shifted - era * 146_097;
  const year = Math.floor(
    (ofEra - Math.floor(ofEra / 1_460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365,
  );
  const ofYear = ofEra - (365 * year + Math.floor(year / 4) - Math.floor(year / 100));
  const march = Math.floor((5 * ofYear + 2) / 153);
  const month = march < 10 ? march + 3 : march - 9;
  const date = ofYear - Math.floor((153 * march + 2) / 5) + 1;
  return `${String(era * 400 + year + (month < 3 ? 1 : 0)).padStart(4, '0')}-${two(month)}-${two(date)}`;
}

export const addDays = (day: string, days: number): string => dayOfNumber(dayNumberOf(day) + days);

export const monthOf = (day: string): string => day.slice(0, 7);

/** Months since January 1970. */
export function monthNumberOf(month: string): number {
  const [year, index] = [Number(month.slice(0, 4)), Number(month.slice(5, 7))];
  if (!/^\d{4}-\d{2}$/.test(month) || index < 1 || index > 12) throw new RangeError(`not a month: ${month}`);
  return (year - 1970) * 12 + index - 1;
}

export function monthOfNumber(n: number): string {
  const year = 1970 + Math.floor(n / 12);
  return `${String(year).padStart(4, '0')}-${String(n - (year - 1970) * 12 + 1).padStart(2, '0')}`;
}

/** Number of the day, ISO week or month that a day lies in; consecutive periods have consecutive numbers. */
export function periodNumberOf(day: string, by: Period): number {
  if (by === 'month') return monthNumberOf(monthOf(day));
  const n = dayNumberOf(day);
  return by === 'day' ? n : Math.floor((n + 3) / 7);
}

/** First day of a period given by its number. */
export function firstDayOf(period: number, by: Period): string {
  if (by === 'month') return `${monthOfNumber(period)}-01`;
  return dayOfNumber(by === 'day' ? period : period * 7 - 3);
}

export const lastDayOf = (period: number, by: Period): string => addDays(firstDayOf(period + 1, by), -1);

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formats.set(zone, format);
  }
  return format;
}

/** Milliseconds to add to UTC for the wall clock of the zone at that instant. */
export function zoneOffsetMs(ms: number, zone: string): number {
  if (zone === 'UTC') return 0;
  const seconds = Math.floor(ms / 1000) * 1000;
  const parts: Record<string, number> = {};
  for (const part of formatOf(zone).formatToParts(seconds)) parts[part.type] = Number(part.value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - seconds;
}

/** The day that an instant falls in. */
export const dayAt = (ms: number, zone: string): string =>
  dayOfNumber(Math.floor((ms + zoneOffsetMs(ms, zone)) / DAY_MS));

/** The first instant of a day, also where clocks skip midnight. For a day the zone left out, that of the next one. */
export function startOfDayMs(day: string, zone: string): number {
  const utc = dayNumberOf(day) * DAY_MS;
  if (zone === 'UTC') return utc;
  const [before, after] = [zoneOffsetMs(utc - 15 * HOUR_MS, zone), zoneOffsetMs(utc + 15 * HOUR_MS, zone)];
  return before === after ? utc - before : firstInstant(day, zone, utc);
}

function firstInstant(day: string, zone: string, utc: number): number {
  let [low, high] = [utc - 15 * HOUR_MS, utc + 39 * HOUR_MS];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (dayAt(middle, zone) >= day) high = middle;
    else low = middle + 1;
  }
  return low;
}
