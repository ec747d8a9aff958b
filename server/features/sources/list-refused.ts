import { and, desc, eq, lt, notExists } from 'drizzle-orm';
import { imports, rejected } from '@/db/schema';
import { requirePermission } from '@/server/auth/require-permission';
import type { ServiceContext } from '@/server/platform/context';
import { inWorkspace, withWorkspace } from '@/server/platform/transaction';
import type { ListRefusedInput } from './schemas';

export interface RefusedView {
  id: number;
  sourceId: string;
  receivedAt: Date;
  reason: string;
  /** As it came; bytes that are not UTF-8 are shown as U+FFFD. */
  raw: string;
  /** A second body under a known message id: counted as a duplicate, not as rejected. */
  conflicting: boolean;
  rowNo: number | null;
}

/** What was refused, newest first, with the reason and the record as it came. A trial of a file refuses nothing. */
export async function listRefused(
  ctx: ServiceContext,
  input: ListRefusedInput,
): Promise<{ rows: RefusedView[]; next: number | undefined }> {
  requirePermission(ctx, 'sources:read');
  const ofTrial = and(eq(imports.importNo, rejected.importNo), eq(imports.dryRun, true));
  const rows = await withWorkspace(ctx, (tx) =>
    tx
      .select()
      .from(rejected)
      .where(
        inWorkspace(
          ctx,
          rejected,
          notExists(
            tx
              .select({ id: imports.id })
              .from(imports)
              .where(inWorkspace(ctx, imports, ofTrial)),
          ),
          input.sourceId === undefined ? undefined : eq(rejected.sourceId, input.sourceId),
          input.before === undefined ? undefined : lt(rejected.id, input.before),
        ),
      )
      .orderBy(desc(rejected.id))
      .limit(input.limit + 1),
  );
  const page = rows.slice(0, input.limit).map(({ id, sourceId, receivedAt, reason, raw, conflicting, rowNo }) => ({
    id,
    sourceId,
    receivedAt,
    reason,
    conflicting,
    rowNo,
    raw: raw.toString('utf8'),
  }));
  return { rows: page, next: rows.length > input.limit ? page.at(-1)?.id : undefined };
}
