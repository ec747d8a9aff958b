import { asc, gt } from 'drizzle-orm';
import { auditLog } from '@/db/schema';
import { requirePermission } from '@/server/auth/require-permission';
import { genesis, linkHash } from '@/server/platform/audit';
import type { ServiceContext } from '@/server/platform/context';
import { sameBytes } from '@/server/platform/keys';
import { inWorkspace, withWorkspace } from '@/server/platform/transaction';

const pageSize = 1_000;

/** `changed`: the row's own hash does not fit what it says. `missing`: a row before it is gone or was replaced. */
export type AuditVerdict =
  | { ok: true; checked: number; lastHash: string }
  | { ok: false; checked: number; seq: number; problem: 'changed' | 'missing'; verb: string; subject: string };

type Row = typeof auditLog.$inferSelect;

/** Walks the whole chain and names the first row that does not hold. `lastHash`, kept elsewhere, shows a cut-off end. */
export async function verifyAudit(ctx: ServiceContext): Promise<AuditVerdict> {
  requirePermission(ctx, 'audit:read');
  let checked = 0;
  let previous: Buffer = genesis;
  for (;;) {
    const rows = await nextRows(ctx, checked);
    for (const row of rows) {
      const problem = problemOf(ctx.workspace.id, row, { seq: checked + 1, hash: previous });
      if (problem) return { ok: false, checked, seq: row.seq, problem, verb: row.verb, subject: row.subject };
      previous = row.hash;
      checked += 1;
    }
    if (rows.length < pageSize) return { ok: true, checked, lastHash: previous.toString('hex') };
  }
}

const nextRows = (ctx: ServiceContext, after: number): Promise<Row[]> =>
  withWorkspace(ctx, (tx) =>
    tx
      .select()
      .from(auditLog)
      .where(inWorkspace(ctx, auditLog, gt(auditLog.seq, after)))
      .orderBy(asc(auditLog.seq))
      .limit(pageSize),
  );

function problemOf(
  workspaceId: string,
  row: Row,
  expected: { seq: number; hash: Buffer },
): 'changed' | 'missing' | undefined {
  if (row.seq !== expected.seq) return 'missing';
  if (!sameBytes(linkHash(workspaceId, row), row.hash)) return 'changed';
  return sameBytes(row.previousHash, expected.hash) ? undefined : 'missing';
}
