import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { runWorkspaceOnce, type WorkerDeps } from '@/server/features/facts';
import { withWorkspace } from '@/server/platform/transaction';
import { accept, drain, record, testWorker } from '@/tests/support/facts';
import { createTestTenant, type TestTenant } from '@/tests/support/tenant';

let tenant: TestTenant;
let worker: WorkerDeps & { close(): Promise<void> };

beforeAll(async () => {
  tenant = await createTestTenant({ timezone: 'America/New_York' });
  worker = await testWorker(tenant);
});
afterAll(async () => {
  await worker.close();
  await tenant.close();
});

const ask = <T>(sqlText: string, row: z.ZodType<T>) => worker.writer.query(sqlText, row, { ws: tenant.workspace.no });
const any = z.record(z.string(), z.unknown());

describe('one event and one order, end to end', () => {
  test('become facts, roll-ups and sets, in the days of the zone', async () => {
    await accept(worker, tenant.workspace, [
      record('events', {
        event: 'login',
        occurredAt: '2026-03-01T02:00:00.000Z',
        customerId: 'a',
        properties: { plan: 'x', n: 2 },
      }),
      record(
        'orders',
        {
          customerId: 'b',
          orderedAt: '2026-02-01T04:59:59.999Z',
          id: 'o1',
          amount: { minor: 1250, currency: 'USD' },
          properties: {},
        },
        'o1',
      ),
      record(
        'orders',
        {
          customerId: 'b',
          orderedAt: '2026-02-02T05:00:00.000Z',
          id: 'o2',
          amount: { minor: -250, currency: 'USD' },
          properties: {},
        },
        'o2',
      ),
    ]);
    expect(await drain(worker, tenant.workspace)).toMatchObject({ busy: false, blocks: 1, rows: 3, drained: true });
    expect(
      await ask(`SELECT no, toString(ts) AS ts, d, m, event, properties FROM events WHERE ws = {ws:UInt32}`, any),
    ).toEqual([
      { no: 2, ts: '2026-03-01 02:00:00.000', d: 20512, m: 673, event: 'login', properties: { plan: 'x', n: '2' } },
    ]);
    expect(
      await ask(
        `SELECT no, m, sum(n) AS n, sum(amount_minor) AS net, sum(gross_minor) AS gross FROM cust_month WHERE ws = {ws:UInt32} GROUP BY no, m ORDER BY m`,
        any,
      ),
    ).toEqual([
      { no: 1, m: 672, n: '1', net: '1250', gross: '1250' },
      { no: 1, m: 673, n: '0', net: '-250', gross: '0' },
    ]);
    expect(await ask(`SELECT external_id FROM customers FINAL WHERE ws = {ws:UInt32} ORDER BY no`, any)).toEqual([
      { external_id: 'b' },
      { external_id: 'a' },
    ]);
  });

  test('nothing is left, and a second look changes nothing', async () => {
    expect(await runWorkspaceOnce(worker, tenant.workspace)).toMatchObject({ blocks: 0, rows: 0, drained: true });
    const [row] = await withWorkspace(tenant.job(), (tx) =>
      tx.execute(sql`select count(*)::integer as n from blocks where loaded_at is null`),
    );
    expect(row).toEqual({ n: 0 });
  });
});
