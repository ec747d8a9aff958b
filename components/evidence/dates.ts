import { defaultLocale, nbsp } from './format';

export interface ZoneOptions {
  locale?: string;
  /** The workspace's zone. Days and months without a time need none. */
  timeZone: string;
}

type Shape = Intl.DateTimeFormatOptions;

const write = (atMs: number, shape: Shape, { locale = defaultLocale, timeZone }: ZoneOptions): string =>
  // British English shortens September to four letters; columns of months want three.
  new Intl.DateTimeFormat(locale, { ...shape, timeZone }).format(atMs).replace(/\bSept\b/, 'Sep');

/** "17 Nov 2026" of an instant, in the workspace's zone. */
export const formatDay = (atMs: number, zone: ZoneOptions): string =>
  write(atMs, { day: 'numeric', month: 'short', year: 'numeric' }, zone);

/** "08:12". */
export const formatTime = (atMs: number, zone: ZoneOptions): string =>
  write(atMs, { hour: '2-digit', minute: '2-digit', hour12: false }, zone);

/** "17 Nov 2026, 08:12". */
export const formatMoment = (atMs: number, zone: ZoneOptions): string =>
  `${formatDay(atMs, zone)}, ${formatTime(atMs, zone)}`;

const dateOf = (day: string): number => Date.parse(`${day.slice(0, 10)}T00:00:00Z`);
const utc = (locale: string | undefined): ZoneOptions => ({ locale, timeZone: 'UTC' });

/** "Jul 2026" from a calendar date YYYY-MM-DD. */
export const formatMonth = (day: string, locale?: string): string =>
  write(dateOf(day), { month: 'short', year: 'numeric' }, utc(locale));

/** "July" or "July 2026" from a calendar date, for sentences. */
export const formatMonthName = (
  day: string,
  { year = false, locale }: { year?: boolean; locale?: string } = {},
): string => write(dateOf(day), year ? { month: 'long', year: 'numeric' } : { month: 'long' }, utc(locale));

/** "14 Jul 2026" from a calendar date. */
export const formatDate = (day: string, locale?: string): string => formatDay(dateOf(day), utc(locale));

const steps: readonly [limitMs: number, unitMs: number, one: string, many: string][] = [
  [90_000, 1_000, 'second', 'seconds'],
  [90 * 60_000, 60_000, 'minute', 'minutes'],
  [36 * 3_600_000, 3_600_000, 'hour', 'hours'],
  [Number.POSITIVE_INFINITY, 86_400_000, 'day', 'days'],
];

/** "6 minutes ago"; under ten seconds "just now". */
export function formatAgo(atMs: number, nowMs: number): string {
  const age = Math.max(0, nowMs - atMs);
  if (age < 10_000) return 'just now';
  const [, unit, one, many] = steps.find(([limit]) => age < limit) ?? [0, 86_400_000, 'day', 'days'];
  const count = Math.round(age / unit);
  return `${count}${nbsp}${count === 1 ? one : many} ago`;
}

/** "1 min 50 s", "2 h 5 min": what is left, or how long it took. */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole}${nbsp}s`;
  if (whole < 3_600) return `${Math.floor(whole / 60)}${nbsp}min ${whole % 60}${nbsp}s`;
  return `${Math.floor(whole / 3_600)}${nbsp}h ${Math.floor((whole % 3_600) / 60)}${nbsp}min`;
}
