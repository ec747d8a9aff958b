import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { hiddenCustomers, integer64, isVisible } from '@/server/analytics';
import { rebuildWorkspace, type WorkerContext, type WorkerDeps, workerContext } from '@/server/features/facts';
import { applyInbox, applyRequests } from '@/server/features/facts/apply-block';
import { listRequests } from '@/server/features/facts/apply-requests';
import { listOpenBlocks, loadBlock } from '@/server/features/facts/load-block';
import { readWorkspace } from '@/server/features/facts/read-workspace';
import { rebuildHeld } from '@/server/features/facts/rebuild-workspace';
import { eraseCustomer, findTraces, readFamily } from '@/server/features/identity';
import { withWorkspace } from '@/server/platform/transaction';
import { accept, drain, record, testWorker } from '@/tests/support/facts';
import { createTestTenant, type TestTenant } from '@/tests/support/tenant';
import { z } from 'zod';

/**
 * A worker whose connection is lost loses its lease at once and learns of it late: meanwhile another worker has the
 * workspace. `stale` is what such a worker still knows, and each test lets it do its next step at the worst moment.
 */
let tenant: TestTenant;
let worker: WorkerDeps & { close(): Promise<void> };
let stale: WorkerContext;

beforeEach(async () => {
  tenant = await createTestTenant();
  worker = await testWorker(tenant);
  stale = workerContext(worker, tenant.workspace);
  await accept(worker, tenant.workspace, [order('1', 100)]);
  await drain(worker, tenant.workspace);
  await accept(worker, tenant.workspace, [order('2', 23)]);
  await settled();
});
afterEach(async () => {
  await worker.close();
  await tenant.close();
});

const order = (id: string, minor: number) =>
  record(
    'orders',
    { customerId: 'a', orderedAt: '2026-01-05T12:00:00Z', id, amount: { minor, currency: 'USD' }, properties: {} },
    id,
  );

/** Until no transaction of a neighbour is older than what was accepted: a block takes only what nothing can precede. */
async function settled(): Promise<void> {
  for (let isSettled = false; !isSettled; ) {
    const [row] = await withWorkspace(tenant.job(), (tx) =>
      tx.execute<{ ok: boolean }>(
        sql`select bool_and(txid < pg_snapshot_xmin(pg_current_snapshot())) as ok from inbox where workspace_id = ${tenant.workspace.id}`,
      ),
    );
    isSettled = row?.ok === true;
  }
}

const fresh = async () => workerContext(worker, await readWorkspace(stale));

/** What counts: orders as facts, and their sums as the roll-up by month has them. */
async function answer(): Promise<string> {
  const visible = `ws = {ws:UInt32} AND ${isVisible('no')}`;
  const [row] = await worker.writer.query(
    `WITH ${hiddenCustomers} SELECT (SELECT count() FROM orders WHERE ${visible}) AS facts,
      (SELECT sum(n) FROM cust_month WHERE ${visible}) AS n, (SELECT sum(amount_minor) FROM cust_month WHERE ${visible}) AS net`,
    z.object({ facts: integer64, n: integer64, net: integer64 }),
    { ws: (await fresh()).workspace.no },
  );
  return `${row?.facts} facts, ${row?.n} purchases, ${row?.net}`;
}

/** A worker that does `step` before the insert or command that `when` picks, once. */
function interrupted(when: (what: string) => boolean, step: () => Promise<unknown>): WorkerDeps {
  let isDone = false;
  const before = async (what: string) => {
    if (isDone || !when(what)) return;
    isDone = true;
    await step();
  };
  const { writer } = worker;
  return {
    ...worker,
    writer: {
      ...writer,
      command: async (text, ...rest) => {
        await before(text);
        await writer.command(text, ...rest);
      },
      insertStream: async (table, rows, options) => {
        await before(`${table} ${options.deduplicationToken ?? 'without token'}`);
        await writer.insertStream(table, rows, options);
      },
    },
  };
}

const isFilled = (what: string) => what.includes(`'rebuilt'`);

async function loadOpen(ctx: WorkerContext): Promise<void> {
  for (const open of await listOpenBlocks(ctx)) await loadBlock(ctx, open);
}

test('a block made just before the rebuild reads the record counts once', async () => {
  const first = await applyInbox(stale, 1);
  expect(first).toMatchObject({ block: 2 });
  await accept(worker, tenant.workspace, [order('3', 7)]);
  await settled();
  const rebuilding = interrupted(
    (what) => what === `orders ${tenant.workspace.no}-2-rows`,
    async () => {
      await loadOpen(stale);
      await applyInbox(stale, 1);
    },
  );
  await rebuildWorkspace(rebuilding, tenant.workspace);
  await drain(worker, tenant.workspace);
  expect(await answer()).toBe('3 facts, 3 purchases, 130');
});

test('a block made and loaded after the rebuild has read the record is not left behind', async () => {
  const rebuilding = interrupted(isFilled, async () => {
    await applyInbox(stale, 1);
    await loadOpen(stale);
  });
  await rebuildWorkspace(rebuilding, tenant.workspace);
  await drain(worker, tenant.workspace);
  expect(await answer()).toBe('2 facts, 2 purchases, 123');
});

test('nothing is made under a number that was switched away', async () => {
  await rebuildWorkspace(worker, tenant.workspace);
  expect(await applyInbox(stale, 1)).toBe('busy');
  await drain(worker, tenant.workspace);
  expect(await answer()).toBe('2 facts, 2 purchases, 123');
});

test('nothing is noted as loaded that went under a number that was switched away', async () => {
  await rebuildWorkspace(worker, tenant.workspace);
  await applyInbox(await fresh(), 1);
  await loadOpen(stale);
  await drain(worker, tenant.workspace);
  expect(await answer()).toBe('2 facts, 2 purchases, 123');
});

test('of two rebuilds the one that read the record first does not switch last', async () => {
  let second: number | undefined;
  const rebuilding = interrupted(isFilled, async () => {
    second = (await rebuildHeld(stale))?.no;
    await applyInbox(await fresh(), 1);
    await loadOpen(await fresh());
  });
  expect(await rebuildHeld({ ...stale, writer: rebuilding.writer })).toBeUndefined();
  expect((await fresh()).workspace.no).toBe(second);
  expect(await answer()).toBe('2 facts, 2 purchases, 123');
});

test('an erasure that was done is not done to who came again under the same name', async () => {
  const customer = await withWorkspace(stale, async (tx) => {
    const [row] = await tx.execute<{ id: string }>(
      sql`select id from customers where workspace_id = ${tenant.workspace.id}`,
    );
    return row?.id ?? '';
  });
  await eraseCustomer(tenant.as('admin'), { customer });
  const [request] = await withWorkspace(stale, (tx) => listRequests(tx, tenant.workspace));
  if (!request) throw new Error('there is no request');
  const family = await withWorkspace(stale, (tx) => readFamily(tx, stale, customer));
  const known = { request, family, traces: await findTraces(stale, family) };
  await drain(worker, tenant.workspace);
  await accept(worker, tenant.workspace, [record('customers', { id: 'a', country: 'GB', traits: {} }, 'a')]);
  await settled();
  await drain(worker, tenant.workspace);
  expect(await applyRequests(stale, [], [known])).toBe('idle');
  const [left] = await withWorkspace(stale, (tx) =>
    tx.execute(
      sql`select count(*)::integer as updates from profile_updates where workspace_id = ${tenant.workspace.id}`,
    ),
  );
  expect(left).toEqual({ updates: 1 });
});
