import { createHash } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { counts } from '@/server/features/workspaces/schemas';
import type { Workspace } from '@/server/platform/context';
import type { Database } from '@/server/platform/database';
import type { Rng } from '@/server/platform/rng';
import { withoutWall } from '@/server/platform/transaction';

/** Where a write key leads: the source that records come from, in its workspace. */
export interface KeyedSource {
  workspace: Workspace;
  sourceId: string;
  paused: boolean;
}

const keyRow = z.object({
  workspace_id: z.string(),
  workspace_no: z.number(),
  slug: z.string(),
  name: z.string(),
  count: z.enum(counts),
  currency: z.string(),
  timezone: z.string(),
  source_id: z.string(),
  paused: z.boolean(),
});

export const makeWriteKey = (rng: Rng): string => `wk_${rng.bytes(24).toString('base64url')}`;

/** SHA-256: a key is random enough that its plain hash cannot be guessed back. */
export const hashWriteKey = (key: string): Buffer => createHash('sha256').update(key).digest();

/** The source of a key that is neither revoked nor of an archived source; undefined otherwise. */
export async function findWriteKey(db: Database, key: string): Promise<KeyedSource | undefined> {
  const [found] = await withoutWall(db, (tx) => tx.execute(sql`select * from find_write_key(${hashWriteKey(key)})`));
  if (!found) return undefined;
  const { workspace_id: id, workspace_no: no, source_id: sourceId, paused, ...named } = keyRow.parse(found);
  return { workspace: { id, no, ...named }, sourceId, paused };
}
