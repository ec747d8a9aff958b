import { type ChartSpec, tableRows } from './spec';

/** A cell that a spreadsheet would run as a formula gets a quote in front; quotes and separators are wrapped. */
export function csvCell(value: string | number | boolean | null): string {
  if (value === null) return '';
  if (typeof value !== 'string') return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The picture's numbers, all digits. */
export function chartCsv(spec: ChartSpec): string {
  const head = ['series', spec.x.heading, 'value', 'low', 'high', 'n', 'complete'];
  const rows = tableRows(spec).map((row) => [row.series, row.x, row.y, row.low, row.high, row.n, row.complete]);
  return `${[head, ...rows].map((row) => row.map(csvCell).join(',')).join('\r\n')}\r\n`;
}

/** Hands a file to the browser. */
export function download(name: string, href: string): void {
  const link = document.createElement('a');
  link.href = href;
  link.download = name;
  link.click();
}

export const fileName = (title: string, ending: 'png' | 'csv'): string =>
  `${
    title
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-|-$/g, '') || 'chart'
  }.${ending}`;
