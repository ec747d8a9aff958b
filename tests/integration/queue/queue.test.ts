import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fitClv, scoreCustomers } from '@/server/features/clv';
import { fitClvInput } from '@/server/features/clv/schemas';
import { type WorkerDeps, workerContext } from '@/server/features/facts';
import { getQueue } from '@/server/features/queue/get';
import { listQueue } from '@/server/features/queue/list';
import type { QueueRow } from '@/server/features/queue/schemas';
import { accept, drain, record, testWorker } from '../../support/facts';
import { leavingBuyers, ordersOf } from '../../support/leaving-buyers';
import { testStores } from '../../support/stores';
import { createTestTenant, type TestTenant } from '../../support/tenant';

let tenant: TestTenant;
let worker: WorkerDeps & { close(): Promise<void> };
let owner: postgres.Sql;

beforeAll(async () => {
  tenant = await createTestTenant();
  worker = await testWorker(tenant);
  owner = postgres((await testStores()).ownerUrl, { max: 1, onnotice: () => {} });
  await accept(worker, tenant.workspace, ordersOf(leavingBuyers()));
  await drain(worker, tenant.workspace);
}, 120_000);
afterAll(async () => {
  await Promise.all([worker.close(), owner.end()]);
  await tenant.close();
});

async function everyone(): Promise<QueueRow[]> {
  const rows: QueueRow[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await listQueue(tenant.as('csm'), { limit: 40, cursor });
    rows.push(...page.rows);
    if (!page.next) return rows;
    cursor = page.next;
  }
}

describe('the queue', () => {
  test('is empty and says why before there is a run', async () => {
    expect(await getQueue(tenant.as('csm'))).toEqual({ risk: { state: 'no_run' }, halfHeldBy: 0, usualChance: 0 });
    expect(await listQueue(tenant.as('viewer'), { limit: 10 })).toEqual({ rows: [], total: 0, next: undefined });
  });

  test('ranks everyone who is still a customer, and says how few hold half', async () => {
    await fitClv(tenant.as('analyst'), fitClvInput.parse({ calibrateUntil: '2025-07-27', holdoutUntil: '2025-10-26' }));
    await scoreCustomers(workerContext(worker, tenant.workspace, 'scores'));
    const [rows, queue] = [await everyone(), await getQueue(tenant.as('csm'))];
    if (queue.risk.state !== 'ready') throw new Error(queue.risk.state);
    const { run } = queue.risk;
    expect(rows.length).toBe(run.customers - run.lost);
    expect(rows.map(({ atRisk }) => atRisk)).toEqual(rows.map(({ atRisk }) => atRisk).sort((a, b) => b - a));
    expect(rows.every(({ lastTouch }) => lastTouch === null)).toBe(true);
    const total = rows.reduce((sum, row) => sum + row.atRisk, 0);
    let [held, half] = [0, 0];
    for (; held < total / 2; half += 1) held += rows[half]?.atRisk ?? 0;
    expect(queue.halfHeldBy).toBe(half);
    expect(queue.usualChance).toBeCloseTo(rows.reduce((sum, row) => sum + row.chance, 0) / rows.length, 9);
  });

  test('says when each was last spoken to: the newest of ticket, chat, answer and sent message', async () => {
    const [first, second, third] = (await everyone()).map(({ externalId }) => externalId);
    if (!first || !second || !third) throw new Error('there are too few');
    const bag = { properties: {} };
    await accept(worker, tenant.workspace, [
      record('tickets', { id: 't1', customerId: first, openedAt: '2025-06-01T08:00:00.000Z', ...bag }),
      record('conversations', { id: 'v1', customerId: first, startedAt: '2025-07-01T08:00:00.000Z', ...bag }),
      record('responses', { id: 'r1', customerId: second, answeredAt: '2025-05-01T08:00:00.000Z', ...bag }),
    ]);
    await drain(worker, tenant.workspace);
    const sent = async (externalId: string, at: string) => owner`
      insert into hand_overs (workspace_id, campaign_id, step, customer_id, id, state, not_before, sent_at)
      select workspace_id, gen_random_uuid(), 1, id, gen_random_uuid(), 'sent', ${at}, ${at} from customers
      where workspace_id = ${tenant.workspace.id} and external_id = ${externalId}`;
    await sent(second, '2025-08-01T08:00:00Z');
    const [top] = (await listQueue(tenant.as('csm'), { limit: 1 })).rows;
    const [, next, last] = (await listQueue(tenant.as('csm'), { limit: 3 })).rows;
    expect(top?.lastTouch).toEqual({ at: '2025-07-01T08:00:00.000Z', kind: 'conversation' });
    expect(next?.lastTouch).toEqual({ at: '2025-08-01T08:00:00.000Z', kind: 'message' });
    expect(last?.lastTouch).toBeNull();
  });
});
