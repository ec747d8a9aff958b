import { inArray } from 'drizzle-orm';
import { z } from 'zod';
import { campaigns } from '@/db/schema';
import { requirePermission } from '@/server/auth/require-permission';
import type { ServiceContext } from '@/server/platform/context';
import { AppError } from '@/server/platform/errors';
import { inWorkspace, withWorkspace } from '@/server/platform/transaction';
import { decodeCursor, encodeCursor } from '@/server/platform/cursor';
import { getCustomerInWorkspace } from './internal';
import type { GetTimelineInput, TimelineEntry } from './schemas';
import { customerTimeline } from './timeline.ch';

/** One page of what happened to a customer, newest first. */
export async function getTimeline(
  ctx: ServiceContext,
  input: GetTimelineInput,
): Promise<{ entries: TimelineEntry[]; next: string | undefined }> {
  requirePermission(ctx, 'customers:read');
  const { no } = await withWorkspace(ctx, (tx) => getCustomerInWorkspace(tx, ctx, input.id));
  const [beforeMs, beforeSeq] = startOf(input.cursor);
  const rows = await ctx.ch.run(customerTimeline, {
    no,
    kind: input.kind,
    before_ms: beforeMs,
    before_seq: beforeSeq,
    limit: input.limit + 1,
  });
  const names = await namesOfCampaigns(ctx, rows);
  const entries = rows.slice(0, input.limit).map(({ amount_minor, ...row }) => ({
    ...row,
    title: row.kind === 'arm' ? (names.get(row.title) ?? row.title) : row.title,
    amountMinor: amount_minor,
  }));
  const last = entries.at(-1);
  return {
    entries,
    next: rows.length > input.limit && last ? encodeCursor([Date.parse(last.at), last.seq]) : undefined,
  };
}

/** Campaigns of this workspace by id; imported arms carry the name themselves. */
async function namesOfCampaigns(
  ctx: ServiceContext,
  rows: readonly { kind: string; title: string }[],
): Promise<Map<string, string>> {
  const ids = rows.flatMap(({ kind, title }) => (kind === 'arm' && z.uuid().safeParse(title).success ? [title] : []));
  if (ids.length === 0) return new Map();
  const found = await withWorkspace(ctx, (tx) =>
    tx
      .select({ id: campaigns.id, name: campaigns.name })
      .from(campaigns)
      .where(inWorkspace(ctx, campaigns, inArray(campaigns.id, ids))),
  );
  return new Map(found.map(({ id, name }) => [id, name]));
}

function startOf(cursor: string | undefined): [number, number] {
  if (cursor === undefined) return [Number.MAX_SAFE_INTEGER, 0];
  const [at, seq] = decodeCursor(cursor) ?? [undefined, 0];
  if (typeof at !== 'number')
    throw new AppError('invalid', 'This page address is not one of ours. Start from the newest entry.');
  return [at, seq];
}
