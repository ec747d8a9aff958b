import { and, eq, inArray, isNull, lt, or, sql } from 'drizzle-orm';
import { imports } from '@/db/schema';
import { requirePermission } from '@/server/auth/require-permission';
import { audit } from '@/server/platform/audit';
import { dateOf } from '@/server/platform/clock';
import type { ServiceContext } from '@/server/platform/context';
import { isAppError } from '@/server/platform/errors';
import { inWorkspace, withWorkspace } from '@/server/platform/transaction';
import { removeFile } from './file-store';
import { getImport } from './get';
import { fileOf, forgetTrial, type ImportRow, type ImportView, lockReading, mappingOf, viewOf } from './internal';
import { planReading } from './plan';
import { readBatches } from './read-batches';
import type { ImportInput } from './schemas';
import { createBatchStore, leaseEnd } from './store-batch';

/**
 * Reads an import from where it is to its end, or until somebody cancels it or holds it already. Every batch of rows is
 * committed with its progress: after a crash the next run goes on behind the last batch. Throws what the record throws.
 */
export async function runImport(
  ctx: ServiceContext,
  input: ImportInput,
  onProgress: (report: ImportView) => void = () => {},
): Promise<ImportView> {
  requirePermission(ctx, 'imports:write');
  const row = await claim(ctx, input.importId);
  if (!row) return getImport(ctx, input);
  try {
    const isWhole = await readToEnd(ctx, row, onProgress);
    return isWhole ? await finish(ctx, row, row.dryRun ? 'tried' : 'done') : await getImport(ctx, input);
  } catch (error) {
    // The file cannot be read as it was asked for: trying again would not help.
    if (isAppError(error, 'invalid') || isAppError(error, 'not_found'))
      return finish(ctx, row, 'failed', error.message);
    await release(ctx, row);
    throw error;
  }
}

async function readToEnd(
  ctx: ServiceContext,
  row: ImportRow,
  onProgress: (report: ImportView) => void,
): Promise<boolean> {
  const file = fileOf(row);
  const { map, set, keep } = mappingOf(row);
  const view = viewOf(row);
  const plan = await planReading(file, { stream: view.stream, map, set, keep });
  const store = createBatchStore(ctx, row);
  let writing: Promise<ImportRow | undefined> = Promise.resolve(row);
  const at = { nowMs: ctx.clock.nowMs(), zone: ctx.workspace.timezone, currency: ctx.workspace.currency };
  const source = { path: file.path, stream: view.stream, sourceId: row.sourceId };
  for await (const batch of readBatches(source, plan, { at, skip: row.received })) {
    // One batch is written while the next is read.
    const written = await writing;
    if (!written) return false;
    onProgress(viewOf(written));
    writing = store(batch);
    writing.catch(() => {});
  }
  return (await writing) !== undefined;
}

/** Takes the lease, or nothing where the import has ended, another reader is alive or an import is being taken back. */
async function claim(ctx: ServiceContext, id: string): Promise<ImportRow | undefined> {
  return withWorkspace(ctx, async (tx) => {
    await lockReading(tx, ctx);
    if ((await tx.$count(imports, inWorkspace(ctx, imports, eq(imports.state, 'undoing')))) > 0) return undefined;
    const free = or(isNull(imports.claimedUntil), lt(imports.claimedUntil, sql`now()`));
    const open = and(eq(imports.id, id), inArray(imports.state, ['waiting', 'running']), free);
    const [row] = await tx
      .update(imports)
      .set({ state: 'running', claimedUntil: leaseEnd })
      .where(inWorkspace(ctx, imports, open))
      .returning();
    return row?.dryRun && row.received > 0 ? forgetTrial(tx, ctx, row) : row;
  });
}

/** A trial keeps its file: the import may follow. */
async function finish(
  ctx: ServiceContext,
  row: ImportRow,
  state: 'done' | 'failed' | 'tried',
  problem: string | null = null,
): Promise<ImportView> {
  const filePath = state === 'tried' ? row.filePath : null;
  const ended = await withWorkspace(ctx, async (tx) => {
    const [after] = await tx
      .update(imports)
      .set({ state, problem, finishedAt: dateOf(ctx.clock), filePath, claimedUntil: null })
      .where(inWorkspace(ctx, imports, eq(imports.id, row.id), eq(imports.state, 'running')))
      .returning();
    if (after) await audit(tx, ctx, { verb: `imports.${state}`, subject: `import:${row.id}` });
    return after;
  });
  if (filePath === null) await removeFile(row.filePath);
  return ended ? viewOf(ended) : getImport(ctx, { importId: row.id });
}

async function release(ctx: ServiceContext, row: ImportRow): Promise<void> {
  await withWorkspace(ctx, (tx) =>
    tx
      .update(imports)
      .set({ claimedUntil: null })
      .where(inWorkspace(ctx, imports, eq(imports.id, row.id), eq(imports.state, 'running'))),
  ).catch(() => {});
}
