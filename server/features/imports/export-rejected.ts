import { requirePermission } from '@/server/auth/require-permission';
import type { ServiceContext } from '@/server/platform/context';
import { withWorkspace } from '@/server/platform/transaction';
import { csvLine } from './domain/csv-text';
import { headRows } from './domain/detect-format';
import { getImportInWorkspace, mappingOf } from './internal';
import { listRejected, type RejectedRow } from './list-rejected';
import type { ImportInput, ImportMapping } from './schemas';

const pageRows = 1_000;

/** The refused rows of an import as CSV, a page at a time: number, reason, and the cells as they came. */
export async function* exportRejected(ctx: ServiceContext, input: ImportInput): AsyncGenerator<string> {
  requirePermission(ctx, 'imports:read');
  const mapping = await withWorkspace(ctx, async (tx) =>
    mappingOf(await getImportInWorkspace(tx, ctx, input.importId)),
  );
  yield csvLine(['row', 'reason', ...mapping.columns]);
  for (let after: number | undefined = 0; after !== undefined; ) {
    const page = await listRejected(ctx, { ...input, after, limit: pageRows });
    if (page.rows.length > 0) yield page.rows.map((row) => lineOf(row, mapping)).join('');
    after = page.next;
  }
}

function lineOf(row: RejectedRow, { format }: ImportMapping): string {
  const [read] = format ? headRows(row.raw, format, true) : [];
  const cells = !read || read.problem ? [row.raw] : read.cells;
  return csvLine([row.rowNo === null ? '' : String(row.rowNo), row.reason, ...cells]);
}
