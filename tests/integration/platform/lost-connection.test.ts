import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Database } from '@/server/platform/database';
import { executeInWorkspace, withWorkspace } from '@/server/platform/transaction';
import { type FlakyProxy, startFlakyProxy } from '@/tests/support/flaky-proxy';
import { testStores } from '@/tests/support/stores';
import { createTestTenant, type TestTenant } from '@/tests/support/tenant';

let tenant: TestTenant;
let proxy: FlakyProxy;
let db: Database;

beforeAll(async () => {
  tenant = await createTestTenant();
  const url = new URL((await testStores()).systemUrl);
  proxy = await startFlakyProxy({ host: url.hostname, port: Number(url.port) });
  url.port = String(proxy.port);
  db = new Database(url.href, { max: 2 });
});
afterAll(async () => {
  await db.close();
  await proxy.close();
  await tenant.close();
});

/** As a lease: nothing is said on it while the work goes on, and it ends long after its connection was lost. */
const hold = (work: () => Promise<void>) =>
  withWorkspace({ db, workspace: tenant.workspace }, async (tx) => {
    await tx.execute(sql`select 1`);
    await work();
    return 'whole';
  });

/** Five statements in a transaction; the whole of it is about twenty messages. */
const talk = () =>
  withWorkspace({ db, workspace: tenant.workspace }, async (tx) => {
    for (let i = 0; i < 5; i += 1)
      await tx.execute(sql`select ${i}::integer as i, ${'x'.repeat(i * 600)}::text as wide`);
    return 'whole';
  });

test('a connection cut at any message fails its transaction, never the process, and the pool serves the next one', async () => {
  let failures = 0;
  for (let n = 1; n <= 24; n += 2) {
    for (const side of ['before', 'after'] as const) {
      proxy.cutAt(n, side);
      const outcomes = await Promise.all([talk(), talk(), talk()].map((each) => each.catch((error: Error) => error)));
      proxy.mend();
      await new Promise((resolve) => setTimeout(resolve, 60));
      failures += outcomes.filter((outcome) => outcome !== 'whole').length;
      expect(await Promise.all([talk(), talk(), talk(), talk()])).toEqual(['whole', 'whole', 'whole', 'whole']);
    }
  }
  expect(failures).toBeGreaterThan(15);
}, 90_000);

test('a transaction that ends long after its connection was lost fails like any other', async () => {
  const outcome = await hold(async () => {
    proxy.cutAt(1, 'before');
    await talk().catch(() => {});
    proxy.mend();
    await new Promise((resolve) => setTimeout(resolve, 1_500));
  }).catch((error: Error) => error.message);
  expect(outcome).toBe('the connection to the record was lost');
  await new Promise((resolve) => setTimeout(resolve, 1_200));
  expect(await Promise.all([talk(), talk(), talk()])).toEqual(['whole', 'whole', 'whole']);
});

test('also where the process had no turn for longer than a transaction is waited for', async () => {
  const outcome = await hold(async () => {
    proxy.cutAt(1, 'before');
    await talk().catch(() => {});
    proxy.mend();
    await withWorkspace({ db, workspace: tenant.workspace }, async (tx) => {
      proxy.cutAt(1, 'before');
      await tx.execute(sql`select 1`).catch(() => {});
      const startedMs = performance.now();
      while (performance.now() - startedMs < 600);
      throw new Error('late');
    }).catch(() => {});
    proxy.mend();
  }).catch((error: Error) => error.message);
  expect(outcome).toBe('the connection to the record was lost');
  await new Promise((resolve) => setTimeout(resolve, 1_200));
  expect(await Promise.all([talk(), talk(), talk()])).toEqual(['whole', 'whole', 'whole']);
});

test('and where it went on for long after it had heard of the loss', async () => {
  const outcome = await withWorkspace({ db, workspace: tenant.workspace }, async (tx) => {
    await tx.execute(sql`select 1`);
    proxy.cutAt(1, 'before');
    await tx.execute(sql`select 1`).catch(() => {});
    proxy.mend();
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    await tx.execute(sql`select 1`).catch(() => {});
    await new Promise((resolve) => setTimeout(resolve, 1_500));
  }).catch((error: Error) => error.message);
  expect(outcome).toBe('the connection to the record was lost');
  await new Promise((resolve) => setTimeout(resolve, 1_200));
  expect(await Promise.all([talk(), talk(), talk()])).toEqual(['whole', 'whole', 'whole']);
});

test('a lost transaction says nothing in the one that its connection was given to', async () => {
  const other = await createTestTenant();
  const { href } = Object.assign(new URL((await testStores()).systemUrl), { port: String(proxy.port) });
  const single = new Database(href, { max: 1 });
  const seen = async (workspace: TestTenant['workspace'], work: (say: () => Promise<unknown>) => Promise<void>) =>
    withWorkspace({ db: single, workspace }, async (tx) => {
      await work(async () => (await tx.execute(sql`select current_workspace() as id`))[0]?.id);
    });
  let isNextInside = () => {};
  let isFirstOver = () => {};
  const nextInside = new Promise<void>((resolve) => (isNextInside = resolve));
  const firstOver = new Promise<void>((resolve) => (isFirstOver = resolve));
  let late: unknown;
  const first = seen(tenant.workspace, async (say) => {
    await say();
    proxy.cutAt(1, 'before');
    await say().catch(() => {});
    proxy.mend();
    await nextInside;
    late = await say().catch(({ cause }: Error) => (cause as Error).message);
    isFirstOver();
  }).catch((error: Error) => error.message);
  await new Promise((resolve) => setTimeout(resolve, 200));
  const own: unknown[] = [];
  await seen(other.workspace, async (say) => {
    own.push(await say());
    isNextInside();
    await firstOver;
    await new Promise((resolve) => setTimeout(resolve, 100));
    own.push(await say());
  });
  expect(late).toBe('the connection to the record was lost');
  expect(await first).toBe('the connection to the record was lost');
  expect(own).toEqual([other.workspace.id, other.workspace.id]);
  await single.close();
  await other.close();
});

/** As ingest: one statement with a body that no single write of the socket takes. */
const say = (to: Database, seconds = 0) =>
  executeInWorkspace<{ wide: number }>(
    { db: to, workspace: tenant.workspace },
    (wall) =>
      sql`with ${wall} select length(${'x'.repeat(40_000)}::text) as wide, pg_sleep(${seconds})::text as slept from wall`,
  ).then(([row]) => row?.wide);

test('a single statement of ingest whose connection is cut at any message fails, and the next one is served', async () => {
  const { href } = Object.assign(new URL((await testStores()).systemUrl), { port: String(proxy.port) });
  let failures = 0;
  for (const n of [1, 3, 5, 7, 9, 12]) {
    for (const side of ['before', 'after'] as const) {
      const fresh = new Database(href, { max: 2 });
      proxy.cutAt(n, side);
      const outcomes = await Promise.all([say(fresh), say(fresh), say(fresh)].map((one) => one.catch(() => 'failed')));
      proxy.mend();
      // Until the driver has heard of the loss, what is given to that connection fails as well.
      await new Promise((resolve) => setTimeout(resolve, 60));
      failures += outcomes.filter((outcome) => outcome === 'failed').length;
      expect(await Promise.all([say(fresh), say(fresh), say(fresh), say(fresh)])).toEqual(Array(4).fill(40_000));
      await fresh.close();
    }
  }
  expect(failures).toBeGreaterThan(4);
}, 90_000);

test('statements of ingest spread over the whole pool', async () => {
  const pool = new Database((await testStores()).systemUrl, { max: 6, name: `spread-${tenant.workspace.slug}` });
  await say(pool);
  const all = Promise.all(Array.from({ length: 12 }, () => say(pool, 0.5)));
  await new Promise((resolve) => setTimeout(resolve, 300));
  const [row] = await withWorkspace({ db, workspace: tenant.workspace }, (tx) =>
    tx.execute<{ busy: number }>(
      sql`select count(*)::integer as busy from pg_stat_activity where application_name = ${`spread-${tenant.workspace.slug}`} and wait_event = 'PgSleep'`,
    ),
  );
  await all;
  await pool.close();
  expect(row?.busy).toBe(6);
});
