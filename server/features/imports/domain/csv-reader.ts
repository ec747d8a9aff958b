/** One row of a delimited file. `problem` is set where the text is not a row; `raw` is then its first line. */
export interface CsvRow {
  cells: string[];
  raw: string;
  problem?: CsvProblem;
}

export type CsvProblem = 'too_long' | 'quote_not_closed' | 'text_after_quote';

/** Longest row in characters; longer ones are no rows but a missing closing quote or no table at all. */
export const longestRow = 32_768;

/**
 * Reads rows from text that comes in pieces. Never holds more than one piece and one row.
 * After a broken row it goes on with the next line, so that one stray quote cannot swallow the rows behind it.
 */
export class CsvReader {
  private text = '';
  private skipping = false;
  private final = false;
  private rows: CsvRow[] = [];

  constructor(private readonly shape: { delimiter: string; newline: '\n' | '\r' }) {}

  push(piece: string): CsvRow[] {
    this.text += piece;
    return this.take();
  }

  end(): CsvRow[] {
    this.final = true;
    return this.take();
  }

  private take(): CsvRow[] {
    this.rows = [];
    let at = 0;
    while (at < this.text.length) {
      const next = this.skipping ? this.skipLine(at) : this.readRow(at);
      if (next === undefined) break;
      at = next;
    }
    this.text = this.text.slice(at);
    return this.rows;
  }

  /** The rest of a line that was too long. */
  private skipLine(at: number): number {
    const end = this.text.indexOf(this.shape.newline, at);
    this.skipping = end < 0;
    return end < 0 ? this.text.length : end + 1;
  }

  /** Position behind the row that begins at `at`, or undefined where more text is needed. */
  private readRow(at: number): number | undefined {
    const { text } = this;
    const end = text.indexOf(this.shape.newline, at);
    const lineEnd = end < 0 ? text.length : end;
    if (end < 0 && !this.final) return this.text.length - at > longestRow ? this.refuse(at, 'too_long') : undefined;
    if (lineEnd - at > longestRow) return this.refuse(at, 'too_long');
    const line = this.lineAt(at, lineEnd);
    if (!line.includes('"')) {
      if (line !== '') this.rows.push({ cells: line.split(this.shape.delimiter), raw: line });
      return lineEnd + 1;
    }
    return this.readQuoted(at);
  }

  private lineAt(at: number, lineEnd: number): string {
    const last = lineEnd > at && this.text[lineEnd - 1] === '\r' ? lineEnd - 1 : lineEnd;
    return this.text.slice(at, last);
  }

  private readQuoted(start: number): number | undefined {
    const cells: string[] = [];
    let at = start;
    for (;;) {
      const cell = this.text[at] === '"' ? this.quotedCell(at) : this.plainCell(at);
      if (cell === 'more' || cell === 'text_after_quote') return this.breakOff(start, cell);
      cells.push(cell.value);
      at = cell.end;
      if (at - start > longestRow) return this.refuse(start, 'quote_not_closed');
      if (this.text[at] !== this.shape.delimiter) break;
      at += 1;
    }
    if (at >= this.text.length && !this.final) return undefined;
    this.rows.push({ cells, raw: this.lineAt(start, at) });
    return (this.text[at] === '\r' && this.shape.newline === '\n' ? at + 1 : at) + 1;
  }

  private breakOff(start: number, why: 'more' | 'text_after_quote'): number | undefined {
    if (why === 'text_after_quote') return this.refuse(start, why);
    const isWaiting = !this.final && this.text.length - start <= longestRow;
    return isWaiting ? undefined : this.refuse(start, 'quote_not_closed');
  }

  /** `end` is at the delimiter or line end behind the cell; `more` where the text ends inside it. */
  private quotedCell(start: number): { value: string; end: number } | 'more' | 'text_after_quote' {
    const { text } = this;
    let value = '';
    for (let at = start + 1; ; ) {
      const quote = text.indexOf('"', at);
      if (quote < 0 || (quote + 1 === text.length && !this.final)) return 'more';
      value += text.slice(at, quote);
      if (text[quote + 1] !== '"') return this.closed(value, quote + 1);
      value += '"';
      at = quote + 2;
    }
  }

  private closed(value: string, end: number): { value: string; end: number } | 'more' | 'text_after_quote' {
    const [next, second] = [this.text[end], this.text[end + 1]];
    if (next === undefined || next === this.shape.delimiter || next === this.shape.newline) return { value, end };
    if (next !== '\r') return 'text_after_quote';
    if (second === undefined) return this.final ? { value, end } : 'more';
    return second === '\n' ? { value, end } : 'text_after_quote';
  }

  private plainCell(start: number): { value: string; end: number } {
    const { text } = this;
    let end = start;
    while (end < text.length && text[end] !== this.shape.delimiter && text[end] !== this.shape.newline) end += 1;
    const stop = text[end] === this.shape.newline || end === text.length;
    const last = stop && end > start && text[end - 1] === '\r' ? end - 1 : end;
    return { value: text.slice(start, last), end: last };
  }

  /** Reports the first line of a broken row and goes on behind it. */
  private refuse(start: number, problem: CsvProblem): number | undefined {
    const end = this.text.indexOf(this.shape.newline, start);
    if (end < 0 && !this.final && this.text.length - start <= longestRow) return undefined;
    const lineEnd = end < 0 ? this.text.length : end;
    this.skipping = end < 0;
    this.rows.push({ cells: [], raw: this.lineAt(start, Math.min(lineEnd, start + longestRow)), problem });
    return end < 0 ? this.text.length : end + 1;
  }
}
