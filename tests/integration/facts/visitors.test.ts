import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { hiddenCustomers, integer64, isVisible } from '@/server/analytics';
import type { WorkerDeps } from '@/server/features/facts';
import { withWorkspace } from '@/server/platform/transaction';
import { accept, drain, record, testWorker } from '@/tests/support/facts';
import { createTestTenant, type TestTenant } from '@/tests/support/tenant';

let tenant: TestTenant;
let worker: WorkerDeps & { close(): Promise<void> };

beforeAll(async () => {
  tenant = await createTestTenant({ count: 'accounts' });
  worker = await testWorker(tenant);
});
afterAll(async () => {
  await worker.close();
  await tenant.close();
});

async function eventsSeen(): Promise<number | undefined> {
  const [row] = await worker.writer.query(
    `WITH ${hiddenCustomers} SELECT count() AS n FROM events WHERE ws = {ws:UInt32} AND ${isVisible('no')}`,
    z.object({ n: integer64 }),
    { ws: tenant.workspace.no },
  );
  return row?.n;
}

test('a visitor whom an earlier call gives to a contact without an account takes the events along, until it has one', async () => {
  const { workspace } = tenant;
  await accept(worker, workspace, [
    record('group', { groupId: 'acme', anonymousId: 'v', at: '2026-02-02T00:00:00.000Z', traits: {} }),
    record('events', { event: 'view', occurredAt: '2026-02-03T00:00:00.000Z', anonymousId: 'v', properties: {} }),
  ]);
  await drain(worker, workspace);
  expect(await eventsSeen()).toBe(1);
  await accept(worker, workspace, [
    record('identify', { userId: 'pia', anonymousId: 'v', at: '2026-02-01T00:00:00.000Z', traits: {} }),
  ]);
  await drain(worker, workspace);
  expect(await eventsSeen()).toBe(0);
  const [waiting] = await withWorkspace(tenant.job(), (tx) =>
    tx.execute(sql`select customer_id, block from events where workspace_id = ${workspace.id}`),
  );
  expect(waiting).toEqual({ customer_id: null, block: null });
  await accept(worker, workspace, [record('contacts', { id: 'pia', customerId: 'other', traits: {} }, 'pia')]);
  await drain(worker, workspace);
  expect(await eventsSeen()).toBe(1);
});
