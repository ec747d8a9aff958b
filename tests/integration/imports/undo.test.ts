import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { hiddenCustomers, isVisible } from '@/server/analytics';
import type { Stream } from '@/db/schema/ingest.constants';
import { rebuildWorkspace, runWorkspaceOnce, type WorkerDeps } from '@/server/features/facts';
import { getImport, previewUndo, undoImport } from '@/server/features/imports';
import { getTimeline } from '@/server/features/customers/timeline';
import { mergeCustomers } from '@/server/features/identity';
import type { ServiceContext } from '@/server/platform/context';
import { withWorkspace } from '@/server/platform/transaction';
import { drain, testWorker } from '../../support/facts';
import { createTestTenant, type TestTenant } from '../../support/tenant';
import { importText } from './import-file';

let dir: string;
let tenant: TestTenant;
let plain: TestTenant;
let worker: WorkerDeps & { close(): Promise<void> };

beforeAll(() => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'holdfast-undo-'));
});
beforeEach(async () => {
  [tenant, plain] = [await createTestTenant({ count: 'accounts' }), await createTestTenant({ count: 'accounts' })];
  worker = await testWorker(tenant);
});
afterEach(async () => {
  await Promise.all([worker.close(), tenant.close(), plain.close()]);
});
afterAll(() => fs.rmSync(dir, { recursive: true, force: true }));

type Files = readonly (readonly [Stream, string])[];

/** Every stream once; ids that the wrong files below meet again. */
const right: Files = [
  ['customers', 'id,name,country,tier\na,Anna,GB,gold\nb,Ben,DK,\n'],
  ['contacts', 'id,customer_id,email,role\np,a,p@a.example,buyer\nq,b,q@b.example,\n'],
  ['orders', 'id,customer_id,ordered_at,amount\no1,a,2026-01-05,10\no2,b,2026-02-05,20\n,a,2026-01-07,5\n'],
  ['subscriptions', 'id,customer_id,started_on,mrr\ns1,a,2026-01-01,9\n'],
  [
    'events',
    'event,occurred_at,contact_id,subscription_id\nlogin,2026-01-09,p,\nuse,2026-01-10,,s1\nlate,2026-01-11,x,\n',
  ],
  ['tickets', 'id,customer_id,opened_at,csat\nt1,a,2026-01-12,4\n'],
  ['conversations', 'id,customer_id,started_at,resolved_by\nv1,a,2026-01-13,ai\n'],
  ['responses', 'id,customer_id,answered_at,kind,score\nr1,b,2026-01-14,nps,9\n'],
  ['churns', 'customer_id,churned_on,reason\nb,2026-02-20,price\n'],
  ['spend', 'channel,month,amount\nads,2026-01,100\n'],
  ['costs', 'customer_id,month,kind,amount\na,2026-01,service,3\n'],
  ['arms', 'customer_id,campaign,arm,assigned_at\na,old,control,2026-01-02\n'],
];

/** New rows, known ids with other values and other owners, and customers that nothing else names. */
const wrong: Files = [
  ['customers', 'id,name,country,tier\na,Wrong,TR,lead\nz,Zoe,TR,\n'],
  ['contacts', 'id,customer_id,email,role\np,z,p@z.example,\nx,c,x@c.example,\n'],
  [
    'orders',
    'id,customer_id,ordered_at,amount\no1,b,2026-03-01,99\no9,c,2026-01-06,7\n,a,2026-01-07,5\n,b,2026-01-08,8\n',
  ],
  ['subscriptions', 'id,customer_id,started_on,mrr\ns1,c,2026-01-01,1\ns2,b,2026-02-01,2\n'],
  ['events', 'event,occurred_at,customer_id,subscription_id\nlogin,2026-02-09,c,\nuse,2026-02-10,,s2\n'],
  ['tickets', 'id,customer_id,opened_at,csat\nt1,b,2026-01-12,1\nt2,c,2026-01-12,1\n'],
  ['conversations', 'id,customer_id,started_at,resolved_by\nv1,b,2026-01-13,human\n'],
  ['responses', 'id,customer_id,answered_at,kind,score\nr1,a,2026-01-14,nps,0\nr2,d,2026-01-14,nps,0\n'],
  ['churns', 'customer_id,churned_on,reason\na,2026-02-20,price\n'],
  ['spend', 'channel,month,amount\nads,2026-02,100\nmail,2026-01,4\n'],
  ['costs', 'customer_id,month,kind,amount\nb,2026-01,service,3\n'],
  ['arms', 'customer_id,campaign,arm,assigned_at\nc,old,treatment,2026-01-02\n'],
];

/** Columns that differ between equal workspaces: numbers, versions, and ids that are random or keyed by the workspace's secret. */
const byRow = ['ws', 'no', 'seq'];
const byVersion = ['ws', 'no', 'version'];
const keyed = [...byVersion, 'id'];
const rolled = ['ws', 'no'];
const tables: Readonly<Record<string, readonly string[]>> = {
  events: byRow,
  orders: byRow,
  customers: keyed,
  contacts: byVersion,
  subscription_periods: byVersion,
  tickets: byVersion,
  conversations: byVersion,
  responses: byVersion,
  churns: keyed,
  costs: keyed,
  arms: keyed,
  spend: keyed,
  cust_month: rolled,
  cust_day: rolled,
  cust: rolled,
};

/** All that counts in the analytics store, without the numbers and versions that differ between equal workspaces. */
async function answers(of: TestTenant): Promise<string> {
  const [row] = await withWorkspace(of.job(), (tx) =>
    tx.execute<{ no: number }>(sql`select no from workspaces where id = ${of.workspace.id}`),
  );
  const ws = Number(row?.no);
  const found: string[] = [];
  for (const [table, except] of Object.entries(tables)) {
    const final = except === byRow ? '' : 'FINAL';
    const rows = await worker.writer.query(
      `WITH ${hiddenCustomers}, k AS (SELECT no AS its_no, external_id AS of_id FROM customers FINAL WHERE ws = {ws:UInt32} AND ${isVisible('no')})
      SELECT toJSONString(tuple(x.*)) AS line FROM (SELECT k.of_id AS of_customer, q.* EXCEPT (${except.join(', ')})
        FROM ${table} AS q ${final} LEFT JOIN k ON k.its_no = q.no WHERE q.ws = {ws:UInt32} AND ${isVisible('q.no')}) AS x`,
      z.object({ line: z.string() }),
      { ws },
    );
    found.push(...rows.map(({ line }) => `${table} ${line}`).sort());
  }
  return found.join('\n');
}

async function importAll(ctx: ServiceContext, files: Files): Promise<string[]> {
  const ids: string[] = [];
  for (const [stream, text] of files) {
    const done = await importText(ctx, dir, text, { stream, fileName: `${stream}.csv` });
    expect(done, `${stream}: ${done.problem}`).toMatchObject({ state: 'done', rejected: 0 });
    ids.push(done.id);
  }
  return ids;
}

const drained = async (of: TestTenant, mostMoves: number) => {
  while (!(await runWorkspaceOnce(worker, of.workspace, { mostMoves })).drained);
};

test.each([
  ['by moving customers', 5_000],
  ['by building all answers anew', 0],
])(
  'after an undo of every stream all answers equal those of a workspace that never had it, %s',
  async (_, mostMoves) => {
    await importAll(plain.job(), right);
    await drain(worker, plain.workspace);
    await importAll(tenant.job(), right);
    await drain(worker, tenant.workspace);
    const before = await answers(tenant);
    expect(before).toBe(await answers(plain));
    expect(before.split('\n').length).toBeGreaterThan(25);

    const ids = await importAll(tenant.job(), wrong);
    await drain(worker, tenant.workspace);
    const spoilt = await answers(tenant);
    expect(spoilt).not.toBe(before);
    for (const importId of ids) {
      await undoImport(tenant.as('analyst'), { importId });
      await drained(tenant, mostMoves);
      expect(await getImport(tenant.job(), { importId })).toMatchObject({ state: 'undone' });
    }
    expect(await answers(tenant)).toBe(before);
    await rebuildWorkspace(worker, tenant.workspace);
    expect(await answers(tenant)).toBe(before);

    // Records that fell back are known again, and the same files can come again.
    for (const [stream, text] of right)
      expect(await importText(tenant.job(), dir, text, { stream })).toMatchObject({ stored: 0, rejected: 0 });
    await importAll(tenant.job(), wrong);
    await drain(worker, tenant.workspace);
    expect(await answers(tenant)).toBe(spoilt);
  },
  120_000,
);

test('every stream about a customer is on the timeline, each entry once over pages', async () => {
  await importAll(tenant.job(), right);
  await importAll(tenant.job(), [
    ['subscriptions', 'id,customer_id,started_on,ended_on,mrr\ns8,a,2026-01-01,2026-02-01,4\n'],
    ['churns', 'customer_id,churned_on,reactivated_on\na,2026-02-01,2026-02-09\n'],
    ['tickets', 'id,customer_id,opened_at\nt8,a,2026-01-12\nt9,a,2026-01-12\n'],
  ]);
  await drain(worker, tenant.workspace);
  const [row] = await withWorkspace(tenant.job(), (tx) =>
    tx.execute<{ id: string }>(
      sql`select id from customers where workspace_id = ${tenant.workspace.id} and external_id = 'a'`,
    ),
  );
  const seen: string[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await getTimeline(tenant.as('viewer'), { id: row?.id ?? '', kind: 'all', limit: 2, cursor });
    seen.push(...page.entries.map(({ kind }) => kind));
    cursor = page.next;
    if (cursor === undefined) break;
  }
  expect(seen.sort()).toEqual(
    'arm churn conversation cost event event order order return subscribed subscribed ticket ticket ticket unsubscribed'.split(
      ' ',
    ),
  );
});

test('what will go is counted before, and nothing of it was a customer of anything else', async () => {
  await importAll(tenant.job(), right);
  const [, , orders = ''] = await importAll(tenant.job(), wrong);
  await drain(worker, tenant.workspace);
  expect(await previewUndo(tenant.as('analyst'), { importId: orders })).toEqual({
    records: 3,
    fallBack: 1,
    customers: 0,
    drawn: 0,
    laterDuplicates: 0,
  });
  const lone = await importText(tenant.job(), dir, 'customer_id,ordered_at,amount\nn1,2026-01-01,1\nn2,2026-01-01,1\n');
  await drain(worker, tenant.workspace);
  expect(await previewUndo(tenant.as('analyst'), { importId: lone.id })).toMatchObject({ records: 2, customers: 2 });
});

test('customers who joined one that is taken back stay joined with each other', async () => {
  await importAll(tenant.job(), [
    ['customers', 'id,name\na,Anna\nb,Ben\n'],
    ['orders', 'customer_id,ordered_at,amount\na,2026-01-01,1\nb,2026-02-01,2\n'],
  ]);
  const [wrongly = ''] = await importAll(tenant.job(), [['customers', 'id,name\nw,Wanda\n']]);
  await drain(worker, tenant.workspace);
  const idOf = async (name: string) => {
    const [row] = await withWorkspace(tenant.job(), (tx) =>
      tx.execute<{ id: string }>(
        sql`select customer_id as id from identifiers where workspace_id = ${tenant.workspace.id} and kind = 'customer' and value = ${name}`,
      ),
    );
    return row?.id ?? '';
  };
  const into = await idOf('w');
  for (const name of ['a', 'b']) await mergeCustomers(tenant.as('admin'), { customer: await idOf(name), into });
  await drain(worker, tenant.workspace);
  await undoImport(tenant.as('admin'), { importId: wrongly });
  await drain(worker, tenant.workspace);
  const [row] = await withWorkspace(tenant.job(), (tx) =>
    tx.execute(sql`select count(*)::integer as rows, count(*) filter (where merged_into is null)::integer as customers, max(name) filter (where merged_into is null) as name
      from customers where workspace_id = ${tenant.workspace.id}`),
  );
  expect(row).toMatchObject({ rows: 2, customers: 1 });
  expect((await answers(tenant)).match(/^orders /gm)).toHaveLength(2);
});

test('only an import that has ended and stored something is taken back, once, by who may import', async () => {
  const { id: importId } = await importText(tenant.job(), dir, 'customer_id,ordered_at\n7,2026-01-01\n');
  await expect(undoImport(tenant.as('viewer'), { importId })).rejects.toMatchObject({ code: 'forbidden' });
  await undoImport(tenant.as('analyst'), { importId });
  await expect(undoImport(tenant.as('analyst'), { importId })).rejects.toMatchObject({ code: 'conflict' });
  // Until it is gone its rows would count as seen before: the next file waits.
  const next = await importText(tenant.job(), dir, 'customer_id,ordered_at\n7,2026-01-01\n');
  expect(next.state).toBe('waiting');
  const trial = await importText(tenant.job(), dir, 'customer_id,ordered_at\n8,2026-01-01\n', { dryRun: true });
  await expect(undoImport(tenant.as('analyst'), { importId: trial.id })).rejects.toMatchObject({ code: 'conflict' });
});
