import { desc, lt, sql } from 'drizzle-orm';
import { auditLog } from '@/db/schema';
import { requirePermission } from '@/server/auth/require-permission';
import type { ServiceContext } from '@/server/platform/context';
import type { Tx } from '@/server/platform/database';
import { inWorkspace, withWorkspace } from '@/server/platform/transaction';
import type { ListAuditInput } from './schemas';

const pageSize = 100;

export interface AuditRow {
  seq: number;
  at: Date;
  /** `person:<id>`, `job:<name>` or `command:<name>`. */
  actor: string;
  /** The person's name while they are a member. */
  actorName: string | undefined;
  verb: string;
  subject: string;
  fields: string[];
}

/** Every change in this workspace, newest first. */
export async function listAudit(
  ctx: ServiceContext,
  input: ListAuditInput,
): Promise<{ items: AuditRow[]; cursor: number | undefined }> {
  requirePermission(ctx, 'audit:read');
  return withWorkspace(ctx, async (tx) => {
    const rows = await tx
      .select({
        seq: auditLog.seq,
        at: auditLog.at,
        actor: auditLog.actor,
        verb: auditLog.verb,
        subject: auditLog.subject,
        fields: auditLog.fields,
      })
      .from(auditLog)
      .where(inWorkspace(ctx, auditLog, input.cursor ? lt(auditLog.seq, input.cursor) : undefined))
      .orderBy(desc(auditLog.seq))
      .limit(pageSize);
    const names = await namesOfMembers(tx, ctx);
    const items = rows.map((row) => ({ ...row, actorName: names.get(row.actor) }));
    return { items, cursor: items.length === pageSize ? items.at(-1)?.seq : undefined };
  });
}

async function namesOfMembers(tx: Tx, ctx: ServiceContext): Promise<Map<string, string>> {
  const people = await tx.execute<{ person_id: string; name: string }>(
    sql`select person_id, name from workspace_people where workspace_id = ${ctx.workspace.id}`,
  );
  return new Map(people.map((person) => [`person:${person.person_id}`, person.name]));
}
