import fs from 'node:fs';
import { AppError } from '@/server/platform/errors';
import { CsvReader, type CsvRow } from './domain/csv-reader';
import {
  columnNames,
  detectEncoding,
  detectHeader,
  detectShape,
  type FileFormat,
  headRows,
} from './domain/detect-format';

const headBytes = 65_536;
const pieceBytes = 262_144;

export interface FileHead {
  format: FileFormat;
  columns: string[];
  /** Rows behind the header, as far as the beginning of the file holds whole ones. */
  rows: CsvRow[];
}

/** Reads the beginning of a file: its format, its columns and its first rows. `wanted` are columns the caller named. */
export async function readHead(
  file: { path: string; isUtf8: boolean },
  wanted: readonly string[] = [],
): Promise<FileHead> {
  const bytes = await firstBytes(file.path);
  const encoding = detectEncoding(bytes, file.isUtf8);
  const text = new TextDecoder(encoding).decode(bytes, { stream: true });
  const shape = detectShape(text);
  const [first, ...rest] = headRows(text, shape, bytes.length < headBytes);
  if (!first) throw new AppError('invalid', 'The file holds no rows.');
  const header = detectHeader(first.cells, wanted);
  const columns = columnNames(first.cells, header);
  return { format: { encoding, ...shape, header }, columns, rows: header ? rest : [first, ...rest] };
}

async function firstBytes(path: string): Promise<Uint8Array> {
  const handle = await open(path);
  try {
    const { buffer, bytesRead } = await handle.read(new Uint8Array(headBytes), 0, headBytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

async function open(path: string) {
  try {
    return await fs.promises.open(path);
  } catch (cause) {
    throw new AppError('not_found', 'The uploaded file is gone. Upload it again.', {}, { cause });
  }
}

/** A run of rows and how many bytes of the file were read for it and those before. */
export interface RowRun {
  rows: CsvRow[];
  bytesRead: number;
}

/** All rows behind the header, a piece of the file at a time. */
export async function* readRows(path: string, format: FileFormat): AsyncGenerator<RowRun> {
  const handle = await open(path);
  const decoder = new TextDecoder(format.encoding);
  const reader = new CsvReader(format);
  let isFirst = format.header;
  let bytesRead = 0;
  const run = (rows: CsvRow[]): RowRun => {
    const kept = isFirst ? rows.slice(1) : rows;
    if (rows.length > 0) isFirst = false;
    return { rows: kept, bytesRead };
  };
  try {
    for await (const piece of handle.createReadStream({ highWaterMark: pieceBytes, autoClose: false })) {
      bytesRead += piece.length;
      yield run(reader.push(decoder.decode(piece, { stream: true })));
    }
    yield run([...reader.push(decoder.decode()), ...reader.end()]);
  } finally {
    await handle.close();
  }
}
