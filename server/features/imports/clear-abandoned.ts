import fs from 'node:fs';
import path from 'node:path';
import { and, inArray, isNotNull, sql } from 'drizzle-orm';
import { imports } from '@/db/schema';
import { requirePermission } from '@/server/auth/require-permission';
import { audit } from '@/server/platform/audit';
import { dateOf } from '@/server/platform/clock';
import type { ServiceContext } from '@/server/platform/context';
import { inWorkspace, withWorkspace } from '@/server/platform/transaction';
import { removeFile, uploadFolder } from './file-store';

const abandonedAfterMs = 24 * 3_600_000;

/**
 * Ends drafts and trials that nobody went on with for a day, and removes files of this workspace that no import knows: what a
 * process that died during an upload left behind. `dir` is the state folder. Returns how many drafts were ended.
 */
export async function clearAbandonedUploads(ctx: ServiceContext, dir: string): Promise<number> {
  requirePermission(ctx, 'imports:write');
  const { ended, known } = await withWorkspace(ctx, async (tx) => {
    const old = and(inArray(imports.state, ['draft', 'tried']), sql`${imports.createdAt} < now() - interval '1 day'`);
    const drafts = await tx
      .update(imports)
      .set({ state: 'cancelled', finishedAt: dateOf(ctx.clock), filePath: null })
      .where(inWorkspace(ctx, imports, old))
      .returning({ id: imports.id });
    for (const { id } of drafts) await audit(tx, ctx, { verb: 'imports.expire', subject: `import:${id}` });
    const open = await tx
      .select({ file: imports.filePath })
      .from(imports)
      .where(inWorkspace(ctx, imports, isNotNull(imports.filePath)));
    return { ended: drafts.length, known: new Set(open.map(({ file }) => file)) };
  });
  await removeUnknown(uploadFolder(ctx, dir), known);
  return ended;
}

/** The age of a file is told by the clock of its disk: a newer one may be an upload that is still on its way. */
async function removeUnknown(folder: string, known: ReadonlySet<string | null>): Promise<void> {
  const names = fs.existsSync(folder) ? await fs.promises.readdir(folder) : [];
  if (names.length === 0) return;
  const { mtimeMs: nowMs } = await touch(folder);
  for (const name of names) {
    const file = path.join(folder, name);
    const { mtimeMs } = await fs.promises.stat(file);
    if (!known.has(file) && nowMs - mtimeMs > abandonedAfterMs) await removeFile(file);
  }
}

async function touch(folder: string): Promise<fs.Stats> {
  const probe = await fs.promises.mkdtemp(path.join(folder, 'now-'));
  await fs.promises.rmdir(probe);
  return fs.promises.stat(folder);
}
