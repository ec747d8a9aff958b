import type { Stream } from '@/db/schema/ingest.constants';
import { requirePermission } from '@/server/auth/require-permission';
import { normaliseRow, streamShapes } from '@/server/features/ingest';
import type { ServiceContext } from '@/server/platform/context';
import { withWorkspace } from '@/server/platform/transaction';
import type { FileFormat } from './domain/detect-format';
import { type ColumnGuess, guessMapping } from './domain/guess-mapping';
import { type MappingAnswer, mapRow, planMapping } from './domain/plan-mapping';
import { fileOf, getImportInWorkspace, type ImportView, mappingOf, viewOf } from './internal';
import { oneOfFields } from './plan';
import { readHead } from './read-rows';
import type { ImportMapping, PreviewImportInput } from './schemas';

const shownRows = 20;
const judgedRows = 200;

export interface ImportPreview {
  import: ImportView;
  stream: Stream;
  format: FileFormat;
  columns: (ColumnGuess & { samples: string[] })[];
  fields: { name: string; required: boolean; type: string }[];
  /** Of these one must be there, where there are any. */
  oneOf: string[];
  /** As it was tried before, if it was. */
  tried: { map: Record<string, string>; set: Record<string, string>; keep: string[] } | undefined;
  /** First rows as they stand in the file, with what is wrong with them under the mapping. */
  rows: { cells: string[]; problem: string | undefined }[];
  /** Of the first rows, how many were judged and how many of them would be refused; empty while the mapping is incomplete. */
  judged: { rows: number; refused: number } | undefined;
  problem: string | undefined;
}

/** What an uploaded file holds and how it would be read: guesses with their confidence and the first rows. */
export async function previewImport(ctx: ServiceContext, input: PreviewImportInput): Promise<ImportPreview> {
  requirePermission(ctx, 'imports:read');
  const row = await withWorkspace(ctx, (tx) => getImportInWorkspace(tx, ctx, input.importId));
  const view = viewOf(row);
  const stream = input.stream ?? view.stream;
  const { format, columns, rows } = await readHead(fileOf(row));
  const { fields } = streamShapes[stream];
  const samples = columns.map((_, at) => rows.slice(0, judgedRows).map(({ cells }) => cells[at] ?? ''));
  const guesses = guessMapping(fields, columns, samples);
  const guessed = guesses.flatMap(({ field, column }) => (field === undefined ? [] : [[field, column] as const]));
  const asked = input.mapping ?? { map: Object.fromEntries(guessed), set: {}, keep: [] };
  const plan = planMapping({ columns, fields, ...asked, oneOf: oneOfFields(stream) });
  const judge = judgeWith(ctx, stream, plan);
  const judged = rows.slice(0, judgedRows).map(({ cells }, i) => ({ cells, problem: judge(cells, i + 1) }));
  return {
    import: view,
    stream,
    format,
    columns: guesses.map((guess, i) => ({ ...guess, samples: (samples[i] ?? []).filter(Boolean).slice(0, 3) })),
    fields: fields.map(({ name, required, type }) => ({ name, required, type })),
    oneOf: oneOfFields(stream),
    tried: view.state === 'tried' && stream === view.stream ? triedOf(mappingOf(row)) : undefined,
    rows: judged.slice(0, shownRows),
    judged: plan.ok
      ? { rows: judged.length, refused: judged.filter(({ problem }) => problem !== undefined).length }
      : undefined,
    problem: plan.ok ? undefined : plan.problem,
  };
}

const triedOf = ({ map, set, keep }: ImportMapping) => ({ map, set, keep });

/** What is wrong with a row, if anything; nothing can be said while the mapping is incomplete. */
function judgeWith(ctx: ServiceContext, stream: Stream, plan: MappingAnswer) {
  const at = { nowMs: ctx.clock.nowMs(), zone: ctx.workspace.timezone, currency: ctx.workspace.currency };
  return (cells: string[], no: number): string | undefined => {
    if (!plan.ok) return undefined;
    const read = normaliseRow(stream, mapRow(plan.plan, cells, no), at);
    return read.ok ? undefined : read.reason;
  };
}
