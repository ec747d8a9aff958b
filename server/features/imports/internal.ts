import { eq, sql } from 'drizzle-orm';
import { imports, rejected, sources } from '@/db/schema';
import type { ImportState, Stream } from '@/db/schema/ingest.constants';
import type { ServiceContext } from '@/server/platform/context';
import type { Tx } from '@/server/platform/database';
import { AppError } from '@/server/platform/errors';
import { inWorkspace } from '@/server/platform/transaction';
import { type ImportMapping, type ImportReport, importMapping } from './schemas';

export type ImportRow = typeof imports.$inferSelect;

/** An import as pages and commands see it. */
export interface ImportView extends ImportReport {
  id: string;
  importNo: number;
  stream: Stream;
  fileName: string;
  fileBytes: number;
  bytesRead: number;
  state: ImportState;
  dryRun: boolean;
  problem: string | null;
  startedBy: string;
  createdAt: Date;
  finishedAt: Date | null;
}

const reportOf = (row: ImportRow): ImportReport => ({
  received: row.received,
  stored: row.stored,
  duplicate: row.duplicate,
  rejected: row.rejected,
  updated: row.updated,
  roundedAmounts: row.roundedAmounts,
  noRate: row.noRate,
});

export const viewOf = (row: ImportRow): ImportView => ({
  ...reportOf(row),
  id: row.id,
  importNo: row.importNo,
  stream: row.stream as Stream,
  fileName: row.fileName,
  fileBytes: row.fileBytes ?? 0,
  bytesRead: row.bytesRead,
  state: row.state as ImportState,
  dryRun: row.dryRun,
  problem: row.problem,
  startedBy: row.startedBy,
  createdAt: row.createdAt,
  finishedAt: row.finishedAt,
});

export const mappingOf = (row: ImportRow): ImportMapping => importMapping.parse(row.mapping);

export async function getImportInWorkspace(tx: Tx, ctx: ServiceContext, id: string): Promise<ImportRow> {
  const [row] = await tx
    .select()
    .from(imports)
    .where(inWorkspace(ctx, imports, eq(imports.id, id)));
  if (!row) throw new AppError('not_found', 'There is no such import.');
  return row;
}

/** The file of an import that has not ended; `precondition` where it was removed. */
export function fileOf(row: ImportRow): { path: string; isUtf8: boolean } {
  if (row.filePath === null) throw new AppError('precondition', 'This import has ended and its file was removed.');
  return { path: row.filePath, isUtf8: mappingOf(row).isUtf8 };
}

/** The source that files come from, made with the workspace. */
export async function getFileSource(tx: Tx, ctx: ServiceContext): Promise<string> {
  const [source] = await tx
    .select({ id: sources.id })
    .from(sources)
    .where(inWorkspace(ctx, sources, eq(sources.kind, 'file')));
  if (!source) throw new AppError('precondition', 'This workspace has no source for files.');
  return source.id;
}

/** Whoever begins to read a file and whoever begins to take one back wait for each other, so that never both do. */
export async function lockReading(tx: Tx, ctx: Pick<ServiceContext, 'workspace'>): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`imports ${ctx.workspace.id}`}, 0))`);
}

/** What a trial counted and refused, which the next reading of the file finds again. */
export async function forgetTrial(tx: Tx, ctx: ServiceContext, row: ImportRow): Promise<ImportRow> {
  await tx.delete(rejected).where(inWorkspace(ctx, rejected, eq(rejected.importNo, row.importNo)));
  const zero = { received: 0, stored: 0, duplicate: 0, rejected: 0, updated: 0, roundedAmounts: 0, noRate: 0 };
  const [again] = await tx
    .update(imports)
    .set({ ...zero, bytesRead: 0 })
    .where(inWorkspace(ctx, imports, eq(imports.id, row.id)))
    .returning();
  return again ?? row;
}
