import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Database } from '@/server/platform/database';
import { executeInWorkspace, withoutWall } from '@/server/platform/transaction';
import { testStores } from '@/tests/support/stores';
import { createTestTenant, type TestTenant } from '@/tests/support/tenant';

let own: TestTenant;
let other: TestTenant;
let db: Database;

beforeAll(async () => {
  own = await createTestTenant();
  other = await createTestTenant();
  // One connection: what a statement leaves behind would be met by the next one.
  db = new Database((await testStores()).systemUrl, { max: 1 });
});
afterAll(async () => {
  await db.close();
  await own.close();
  await other.close();
});

const keyOf = (workspaceId: ReturnType<typeof sql>) =>
  sql`insert into inbox_keys (workspace_id, key, body_hash) select ${workspaceId}, 'k'::bytea, 'h'::bytea from wall returning workspace_id`;

test('a statement that raises its own wall writes behind it, and the wall is gone with it', async () => {
  const scope = { db, workspace: own.workspace };
  const rows = await executeInWorkspace(scope, (wall) => sql`with ${wall} ${keyOf(sql`wall.workspace_id`)}`);
  expect(rows).toEqual([{ workspace_id: own.workspace.id }]);
  const [after] = await withoutWall(db, (tx) =>
    tx.execute(sql`select current_workspace() as workspace, (select count(*)::integer from inbox_keys) as seen`),
  );
  expect(after).toEqual({ workspace: null, seen: 0 });
});

test('it is refused where it writes for another workspace, or nothing of it comes from the wall', async () => {
  const scope = { db, workspace: own.workspace };
  const refused = /violates row-level security/;
  await expect(
    executeInWorkspace(scope, (wall) => sql`with ${wall} ${keyOf(sql`${other.workspace.id}::uuid`)}`),
  ).rejects.toThrow(refused);
  await expect(
    executeInWorkspace(
      scope,
      (wall) => sql`with ${wall}, late as (select 1) insert into inbox_keys (workspace_id, key, body_hash)
        select ${own.workspace.id}::uuid, 'n'::bytea, 'h'::bytea from late`,
    ),
  ).rejects.toThrow(refused);
});
