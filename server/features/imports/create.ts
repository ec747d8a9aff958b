import { sql } from 'drizzle-orm';
import { imports } from '@/db/schema';
import { streams } from '@/db/schema/ingest.constants';
import { requirePermission } from '@/server/auth/require-permission';
import { streamShapes } from '@/server/features/ingest';
import { audit } from '@/server/platform/audit';
import { actorName, type ServiceContext } from '@/server/platform/context';
import { newId } from '@/server/platform/ids';
import { inWorkspace, withWorkspace } from '@/server/platform/transaction';
import { guessStream } from './domain/guess-mapping';
import { getFileSource, type ImportView, viewOf } from './internal';
import { readHead } from './read-rows';
import { type ImportMapping, importMapping, type StoredFile } from './schemas';

/** Rows whose values help to tell what the file is. */
const judgedRows = 200;
const shapes = streams.map((stream) => ({ stream, fields: streamShapes[stream].fields }));

/** Makes a draft of an import from a stored file; `startImport` says how to read it. */
export async function createImport(ctx: ServiceContext, file: StoredFile): Promise<ImportView> {
  requirePermission(ctx, 'imports:write');
  const { columns, rows } = await readHead(file);
  const samples = columns.map((_, at) => rows.slice(0, judgedRows).map(({ cells }) => cells[at] ?? ''));
  const { stream } = guessStream(shapes, { columns, samples }, 'orders');
  const mapping: ImportMapping = importMapping.parse({ isUtf8: file.isUtf8 });
  return withWorkspace(ctx, async (tx) => {
    const id = newId(ctx);
    // The audit lock is taken first: it also keeps two imports from drawing the same number.
    await audit(tx, ctx, { verb: 'imports.create', subject: `import:${id}`, fields: ['file'] });
    const [next] = await tx
      .select({ no: sql<number>`coalesce(max(${imports.importNo}), 0) + 1` })
      .from(imports)
      .where(inWorkspace(ctx, imports));
    const [row] = await tx
      .insert(imports)
      .values({
        id,
        workspaceId: ctx.workspace.id,
        importNo: next?.no ?? 1,
        sourceId: await getFileSource(tx, ctx),
        stream,
        fileName: file.fileName,
        fileBytes: file.bytes,
        filePath: file.path,
        mapping,
        state: 'draft',
        startedBy: actorName(ctx.actor),
      })
      .returning();
    if (!row) throw new RangeError('insert returned no row');
    return viewOf(row);
  });
}
