import type { Stream } from '@/db/schema/ingest.constants';
import { identityOfRow, keyOfRow, normaliseRow, type ReadRow, type Reject } from '@/server/features/ingest';
import type { AcceptedRecord } from '@/server/features/ingest/schemas';
import type { CsvProblem, CsvRow } from './domain/csv-reader';
import { mapRow } from './domain/plan-mapping';
import { countBefore, TextNumbers } from './domain/text-numbers';
import type { ReadingPlan } from './plan';
import { readRows } from './read-rows';

/** Rows of a file that are committed together. */
const batchRows = 2_000;

/** Rows ready to be accepted, and how many amounts of each were rounded or have no rate. */
export interface Batch {
  records: { record: AcceptedRecord; rounded: number; noRate: number }[];
  rejects: Reject[];
  bytesRead: number;
}

export interface BatchOptions {
  at: { nowMs: number; zone: string; currency: string };
  /** Rows at the beginning of the file that are committed already. They are counted for the key rule, not given out. */
  skip: number;
}

const problems: Record<CsvProblem, string> = {
  too_long: 'row: is longer than 32768 characters',
  quote_not_closed: 'row: a quoted cell is not closed',
  text_after_quote: 'row: text follows a closing quote; a quote inside a quoted cell is written twice',
};

/** Reads a file in batches, with the key of every row: its id, or its values and how often the file had them before. */
export async function* readBatches(
  source: { path: string; stream: Stream; sourceId: string },
  plan: ReadingPlan,
  { at, skip }: BatchOptions,
): AsyncGenerator<Batch> {
  const counts = new TextNumbers();
  let rowNo = 0;
  let batch: Batch = { records: [], rejects: [], bytesRead: 0 };
  for await (const { rows, bytesRead } of readRows(source.path, plan.format)) {
    for (const row of rows) {
      rowNo += 1;
      readInto(batch, row, { rowNo, isSkipped: rowNo <= skip });
      if (batch.records.length + batch.rejects.length < batchRows) continue;
      yield { ...batch, bytesRead };
      batch = { records: [], rejects: [], bytesRead };
    }
    batch.bytesRead = bytesRead;
  }
  if (batch.records.length + batch.rejects.length > 0) yield batch;

  function readInto(into: Batch, row: CsvRow, place: { rowNo: number; isSkipped: boolean }): void {
    const answer = readOne(row, place.rowNo);
    if (place.isSkipped) return;
    if ('record' in answer) into.records.push(answer);
    else into.rejects.push({ raw: Buffer.from(row.raw), reason: answer.reason, rowNo: place.rowNo });
  }

  function readOne(row: CsvRow, no: number): Batch['records'][number] | { reason: string } {
    if (row.problem) return { reason: problems[row.problem] };
    const { length } = plan.columns;
    if (row.cells.length !== length)
      return { reason: `row: has ${row.cells.length} cells where the first row has ${length}` };
    const mapped = mapRow(plan.mapping, row.cells, no);
    const read = normaliseRow(source.stream, mapped, at);
    if (!read.ok) return read;
    const identity = read.value.id === undefined ? identityOfRow(mapped) : '';
    const k = read.value.id === undefined ? countBefore(counts, identity) : 0;
    const record = keyOfRow(read.value, source.sourceId, identity, k);
    return { record, rounded: read.value.rounded, noRate: hasNoRate(read.value) ? 1 : 0 };
  }
}

/** An amount in a currency that the workspace has no rate for: stored, and left out of money. */
const hasNoRate = ({ body }: ReadRow): boolean => 'original' in body && !('amount' in body) && !('mrr' in body);
