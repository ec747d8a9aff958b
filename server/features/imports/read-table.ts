import fs from 'node:fs';
import { AppError } from '@/server/platform/errors';
import type { CsvRow } from './domain/csv-reader';
import { Utf8Check } from './file-store';
import { readHead, readRows } from './read-rows';

/** A delimited file of this machine: its columns and its rows, which come in pieces and are never all in memory. */
export interface Table {
  columns: string[];
  pieces: AsyncIterable<CsvRow[]>;
}

/** Opens a table whose first row names `wanted` columns among others. Throws `not_found` and `invalid`. */
export async function readTable(path: string, wanted: readonly string[]): Promise<Table> {
  const found = await fs.promises.stat(path).catch(() => undefined);
  if (!found?.isFile()) throw new AppError('not_found', `There is no file ${path}.`);
  const utf8 = new Utf8Check();
  for await (const piece of fs.createReadStream(path, { highWaterMark: 1 << 18 })) utf8.add(piece as Buffer);
  const { format, columns } = await readHead({ path, isUtf8: utf8.end() }, wanted);
  return { columns, pieces: rowsOf(path, format) };
}

async function* rowsOf(...about: Parameters<typeof readRows>): AsyncGenerator<CsvRow[]> {
  for await (const { rows } of readRows(...about)) yield rows;
}
