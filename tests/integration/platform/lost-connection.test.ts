import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Database } from '@/server/platform/database';
import { withWorkspace } from '@/server/platform/transaction';
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
  for (let n = 1; n <= 24; n += 1) {
    for (const side of ['before', 'after'] as const) {
      proxy.cutAt(n, side);
      const outcomes = await Promise.all([talk(), talk(), talk()].map((each) => each.catch((error: Error) => error)));
      proxy.mend();
      await new Promise((resolve) => setTimeout(resolve, 60));
      failures += outcomes.filter((outcome) => outcome !== 'whole').length;
      expect(await Promise.all([talk(), talk(), talk(), talk()])).toEqual(['whole', 'whole', 'whole', 'whole']);
    }
  }
  expect(failures).toBeGreaterThan(30);
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
