import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';

export interface HillstromRow {
  readonly arm: string;
  readonly visit: number;
  readonly conversion: number;
  readonly spend: number;
  readonly history: number;
  readonly recency: number;
  readonly fields: Readonly<Record<string, string>>;
}

/** Hillstrom's e-mail experiment, one row a customer. */
export function readHillstrom(path: string): HillstromRow[] {
  const records: Record<string, string>[] = parse(readFileSync(path), { columns: true });
  return records.map((fields) => {
    const number = (name: string): number => Number(fields[name]);
    return {
      arm: fields.segment ?? '',
      visit: number('visit'),
      conversion: number('conversion'),
      spend: number('spend'),
      history: number('history'),
      recency: number('recency'),
      fields,
    };
  });
}
