import { CsvReader, type CsvRow } from './csv-reader';

const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const;
export type Encoding = (typeof encodings)[number];

/** How the bytes of a file become rows. */
export interface FileFormat {
  encoding: Encoding;
  delimiter: string;
  newline: '\n' | '\r';
  /** Whether the first row names the columns. */
  header: boolean;
}

/** `head` is the file's beginning, `isUtf8` whether all of it is well-formed UTF-8. Latin-1 is what remains. */
export function detectEncoding(head: Uint8Array, isUtf8: boolean): Encoding {
  return utf16Of(head) ?? (isUtf8 ? 'utf-8' : 'windows-1252');
}

/** By the byte order mark, else by where zero bytes stand: Latin letters have one in every second place. */
function utf16Of(head: Uint8Array): Encoding | undefined {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  const even = head.filter((byte, i) => byte === 0 && i % 2 === 0).length;
  const odd = head.filter((byte, i) => byte === 0 && i % 2 === 1).length;
  if (Math.max(even, odd) <= head.length / 8 || Math.min(even, odd) * 8 > Math.max(even, odd)) return undefined;
  return odd > even ? 'utf-16le' : 'utf-16be';
}

const delimiters = [',', ';', '\t', '|'] as const;
const sampleRows = 50;

/** The separator that cuts the sample into the most even table; a comma where nothing separates. */
export function detectShape(text: string): Pick<FileFormat, 'delimiter' | 'newline'> {
  const newline = text.includes('\n') || !text.includes('\r') ? '\n' : '\r';
  let best = { delimiter: ',', score: 0 };
  for (const delimiter of delimiters) {
    const score = evenness(headRows(text, { delimiter, newline }));
    if (score > best.score) best = { delimiter, score };
  }
  return { delimiter: best.delimiter, newline };
}

/** Whole rows of the beginning of a file; the last one may be cut and is left out unless `whole`. */
export function headRows(text: string, shape: Pick<FileFormat, 'delimiter' | 'newline'>, whole = false): CsvRow[] {
  const reader = new CsvReader(shape);
  const rows = reader.push(text);
  return whole || rows.length === 0 ? [...rows, ...reader.end()] : rows;
}

/** Share of rows with the usual number of cells, plus a little for more cells; 0 where rows have one cell. */
function evenness(rows: CsvRow[]): number {
  const widths = new Map<number, number>();
  const sample = rows.slice(0, sampleRows);
  for (const row of sample) widths.set(row.cells.length, (widths.get(row.cells.length) ?? 0) + 1);
  const [width, count] = [...widths].sort(([w1, n1], [w2, n2]) => n2 - n1 || w2 - w1)[0] ?? [0, 0];
  return width < 2 ? 0 : count / sample.length + Math.min(width, 100) / 10_000;
}

const looksLikeData = (cell: string) => /^[+-]?\d+([.,]\d+)*%?$|^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}/.test(cell.trim());

/** A first row without numbers and dates names the columns; so does one that holds a name the caller asked for. */
export function detectHeader(first: readonly string[], wanted: readonly string[]): boolean {
  const names = first.map(plainName);
  if (wanted.some((name) => names.includes(plainName(name)))) return true;
  return first.some((cell) => cell.trim() !== '') && !first.some(looksLikeData);
}

/** Names as they are compared: without case, outer blanks and byte order mark. */
export const plainName = (name: string): string =>
  name
    .replace(/^\uFEFF/, '')
    .trim()
    .toLowerCase();

/** Names of the columns: of the header, `column 3` where there is none, and a number behind a name used before. */
export function columnNames(first: readonly string[], header: boolean): string[] {
  const used = new Map<string, number>();
  return first.map((cell, index) => {
    const name = (header && cell.replace(/^\uFEFF/, '').trim()) || `column ${index + 1}`;
    const times = (used.get(name) ?? 0) + 1;
    used.set(name, times);
    return times === 1 ? name : `${name} (${times})`;
  });
}
