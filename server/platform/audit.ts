import { createHash } from 'node:crypto';
import { desc, sql } from 'drizzle-orm';
import { auditLog } from '@/db/schema';
import { actorName, type ServiceContext } from './context';
import type { Tx } from './database';
import { inWorkspace } from './transaction';

/** What was done to what. `fields` are names of changed fields, never their values: erasure must not break the chain. */
export interface AuditEntry {
  verb: string;
  subject: string;
  fields?: string[];
}

export interface AuditLink extends Required<AuditEntry> {
  seq: number;
  at: Date;
  actor: string;
  previousHash: Buffer;
}

export const genesis = Buffer.alloc(32);

/** SHA-256 over the previous link and every field of this one, each with its length so that fields cannot run together. */
export function linkHash(workspaceId: string, link: AuditLink): Buffer {
  const hash = createHash('sha256').update(link.previousHash);
  for (const part of [
    workspaceId,
    String(link.seq),
    link.at.toISOString(),
    link.actor,
    link.verb,
    link.subject,
    ...link.fields,
  ]) {
    hash.update(`${Buffer.byteLength(part)}:`).update(part);
  }
  return hash.digest();
}

type AuditContext = Pick<ServiceContext, 'workspace' | 'actor' | 'clock'>;

/** Appends one link in the caller's transaction. The lock orders links of one workspace until that transaction ends. */
export async function audit(tx: Tx, ctx: AuditContext, entry: AuditEntry): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`audit ${ctx.workspace.id}`}, 0))`);
  const [last] = await tx
    .select({ seq: auditLog.seq, hash: auditLog.hash })
    .from(auditLog)
    .where(inWorkspace(ctx, auditLog))
    .orderBy(desc(auditLog.seq))
    .limit(1);
  const link: AuditLink = {
    seq: (last?.seq ?? 0) + 1,
    at: new Date(ctx.clock.nowMs()),
    actor: actorName(ctx.actor),
    verb: entry.verb,
    subject: entry.subject,
    fields: entry.fields ?? [],
    previousHash: last?.hash ?? genesis,
  };
  await tx.insert(auditLog).values({ workspaceId: ctx.workspace.id, ...link, hash: linkHash(ctx.workspace.id, link) });
}
