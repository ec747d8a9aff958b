import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { inbox, ingestCounts } from '@/db/schema';
import {
  cancelImport,
  exportRejected,
  getImport,
  listRejected,
  runImport,
  runPendingImports,
  startImport,
  uploadFile,
} from '@/server/features/imports';
import { listReasons } from '@/server/features/imports/list-reasons';
import { previewImport } from '@/server/features/imports/preview';
import { startTried } from '@/server/features/imports/start-tried';
import { listRefused } from '@/server/features/sources/list-refused';
import type { ServiceContext } from '@/server/platform/context';
import { inWorkspace, withWorkspace } from '@/server/platform/transaction';
import { createTestTenant, type TestTenant } from '../../support/tenant';
import { importText, startText } from './import-file';

let tenant: TestTenant;
let ctx: ServiceContext;
let dir: string;

beforeAll(() => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'holdfast-uploads-'));
});
beforeEach(async () => {
  tenant = await createTestTenant({ timezone: 'Europe/London' });
  ctx = tenant.job();
  return () => tenant.close();
});
afterAll(() => fs.rmSync(dir, { recursive: true, force: true }));

const countsOf = ({ received, stored, duplicate, rejected, updated }: Awaited<ReturnType<typeof getImport>>) => ({
  received,
  stored,
  duplicate,
  rejected,
  updated,
});

const bodies = () =>
  withWorkspace(ctx, (tx) =>
    tx.select({ body: inbox.body }).from(inbox).where(inWorkspace(ctx, inbox)).orderBy(inbox.txid, inbox.seq),
  );

const header = 'customer_id,ordered_at,amount,note\n';

test('identical rows of one file all count, the same file adds nothing, an extended one only what is new', async () => {
  const file = `${header}7,2026-01-01,5.00,\n7,2026-01-01,5.00,\n8,2026-01-02,1.00,gift\n`;
  expect(countsOf(await importText(ctx, dir, file))).toEqual({
    received: 3,
    stored: 3,
    duplicate: 0,
    rejected: 0,
    updated: 0,
  });
  expect(countsOf(await importText(ctx, dir, file))).toMatchObject({ stored: 0, duplicate: 3 });
  const extended = `${header}8,2026-01-02,1.00,gift\n7,2026-01-01,5.00,\n9,2026-01-03,2.00,\n7,2026-01-01,5.00,\n7,2026-01-01,5.00,\n`;
  expect(countsOf(await importText(ctx, dir, extended))).toMatchObject({ received: 5, stored: 2, duplicate: 3 });
  expect((await bodies()).length).toBe(5);
});

test('an id makes a row one record: other values are updates, in the order of the file', async () => {
  const head = 'id,customer_id,ordered_at,amount\n';
  const first = await importText(ctx, dir, `${head}a,7,2026-01-01,5\nb,7,2026-01-02,6\na,7,2026-01-01,5\n`);
  expect(countsOf(first)).toEqual({ received: 3, stored: 2, duplicate: 1, rejected: 0, updated: 0 });
  const second = await importText(ctx, dir, `${head}a,7,2026-01-01,9\na,7,2026-01-01,4\nb,7,2026-01-02,6\n`);
  expect(countsOf(second)).toEqual({ received: 3, stored: 2, duplicate: 1, rejected: 0, updated: 2 });
  const amounts = (await bodies()).map(({ body }) => (body as { amount: { minor: number } }).amount.minor);
  expect(amounts).toEqual([500, 600, 900, 400]);
});

test('a day without a time begins in the zone of the workspace; surplus decimals and missing rates are reported', async () => {
  const done = await importText(
    ctx,
    dir,
    'customer_id,ordered_at,amount,currency\n7,2025-07-01,1.005,\n8,2025-07-01,5,EUR\n',
  );
  expect(done).toMatchObject({ state: 'done', roundedAmounts: 1, noRate: 1, stored: 2 });
  const [one, other] = (await bodies()).map(({ body }) => body as Record<string, unknown>);
  expect(one).toMatchObject({ orderedAt: '2025-06-30T23:00:00.000Z', amount: { minor: 101, currency: 'USD' } });
  expect(other).toMatchObject({ original: { minor: 500, currency: 'EUR' } });
  expect(other).not.toHaveProperty('amount');
});

test('broken rows are refused with a reason and their text, the others are stored', async () => {
  const rows = [
    '7,2026-01-01,5,',
    ',2026-01-01,5,',
    '7,2026-02-30,5,',
    '7,2026-01-01,five,',
    '7,2026-01-01',
    '7,"2026-01-01,5,',
    '7,1969-12-31,5,',
    '7,2026-03-05,5,',
    '8,2026-01-01,-2.50,refund',
  ];
  const done = await importText(ctx, dir, `${header}${rows.join('\n')}\n`);
  expect(countsOf(done)).toEqual({ received: 9, stored: 2, duplicate: 0, rejected: 7, updated: 0 });
  const { rows: refused } = await listRejected(ctx, { importId: done.id, after: 0, limit: 100 });
  expect(refused.map(({ rowNo, raw }) => [rowNo, raw])).toEqual([2, 3, 4, 5, 6, 7, 8].map((no) => [no, rows[no - 1]]));
  expect(refused.map(({ reason }) => reason)).toEqual([
    'customer_id: is missing',
    'ordered_at: is not a date such as 2026-01-31 or 2026-01-31T09:30:00Z',
    'amount: is not a decimal number',
    'row: has 2 cells where the first row has 4',
    'row: a quoted cell is not closed',
    'ordered_at: is before 1970-01-01',
    'ordered_at: is more than 24 hours in the future',
  ]);
  const [ledger] = await withWorkspace(ctx, (tx) =>
    tx.select().from(ingestCounts).where(inWorkspace(ctx, ingestCounts)),
  );
  expect(ledger).toMatchObject({ received: 9, stored: 2, duplicate: 0, rejected: 7 });
});

test.each([
  ['utf-8 with a mark', '\uFEFFcustomer_id;ordered_at;Straße\n7;2026-01-01;Köln\n', 'utf8'],
  ['utf-16', '\uFEFFcustomer_id\tordered_at\tStraße\r\n7\t2026-01-01\tKöln\r\n', 'utf16le'],
  ['latin-1', 'customer_id,ordered_at,Straße\n7,2026-01-01,Köln\n', 'latin1'],
] as const)('reads %s', async (_, text, encoding) => {
  expect(await importText(ctx, dir, text, { encoding })).toMatchObject({ stored: 1, rejected: 0 });
  expect((await bodies())[0]?.body).toMatchObject({ customerId: '7', properties: { Straße: 'Köln' } });
});

test('a dry run says what the import will do and stores nothing', async () => {
  const known = 'id,customer_id,ordered_at\na,7,2026-01-01\n';
  await importText(ctx, dir, known);
  const rows = Array.from({ length: 9_000 }, (_, i) => `n${i % 8_500},7,2026-01-${i < 8_600 ? '01' : '02'}`);
  const file = `${known}${rows.join('\n')}\n,7,2026-01-01\nx,,\n`;
  const dry = await importText(ctx, dir, file, { dryRun: true });
  expect((await bodies()).length).toBe(1);
  expect(dry.state).toBe('tried');
  expect((await listRefused(ctx, { limit: 10 })).rows).toEqual([]);
  expect(await listReasons(ctx, { importId: dry.id })).toEqual([{ reason: 'customer_id: is missing', rows: 1 }]);
  const wet = await importText(ctx, dir, file);
  expect(countsOf(dry)).toEqual(countsOf(wet));
  expect(countsOf(wet)).toEqual({ received: 9_003, stored: 8_901, duplicate: 101, rejected: 1, updated: 400 });
  const refused = await listRejected(ctx, { importId: dry.id, after: 0, limit: 10 });
  expect(refused.rows.map(({ rowNo }) => rowNo)).toEqual([9_003]);
});

test('a file that was tried is imported as it was tried, or read otherwise, and counts once', async () => {
  const tried = await importText(ctx, dir, `${header}7,2026-01-01,5,a\n7,soon,5,b\n`, { dryRun: true, set: {} });
  expect(tried).toMatchObject({ state: 'tried', stored: 1, rejected: 1 });
  expect(await previewImport(ctx, { importId: tried.id })).toMatchObject({
    tried: { map: {}, set: {}, keep: [] },
    judged: { rows: 2, refused: 1 },
  });
  const otherwise = { map: {}, set: {}, keep: ['note'] };
  const broken = { ...otherwise, set: { amount: 'five' }, keep: ['amount'] };
  expect((await previewImport(ctx, { importId: tried.id, mapping: broken })).judged).toEqual({ rows: 2, refused: 2 });
  await startImport(ctx, { importId: tried.id, stream: 'orders', ...otherwise, dryRun: true });
  expect(await runImport(ctx, { importId: tried.id })).toMatchObject({ state: 'tried', received: 2, rejected: 1 });
  await startTried(ctx, { importId: tried.id });
  expect(await runImport(ctx, { importId: tried.id })).toMatchObject({ state: 'done', stored: 1, rejected: 1 });
  expect((await bodies()).length).toBe(1);
  expect((await listRefused(ctx, { limit: 10 })).rows).toHaveLength(1);
  await expect(startTried(ctx, { importId: tried.id })).rejects.toMatchObject({ code: 'conflict' });
});

const many = `${header}${Array.from({ length: 12_000 }, (_, i) => `${i % 50},2026-01-01,1,`).join('\n')}\n`;

test('a reader that stops is followed by one that goes on behind its last batch', async () => {
  const { id } = await startText(ctx, dir, many);
  const stop = runImport(ctx, { importId: id }, ({ received }) => {
    if (received === 4_000) throw new Error('stopped');
  });
  await expect(stop).rejects.toThrow('stopped');
  const between = await getImport(ctx, { importId: id });
  expect(between.state).toBe('running');
  expect(between.received).toBeGreaterThan(0);
  expect(between.received).toBeLessThan(12_000);
  expect((await bodies()).length).toBe(between.stored);
  expect(await runPendingImports(ctx)).toBe(1);
  expect(countsOf(await getImport(ctx, { importId: id }))).toMatchObject({ received: 12_000, stored: 12_000 });
  expect((await bodies()).length).toBe(12_000);
});

test('two readers of one import store every row once', async () => {
  const { id } = await startText(ctx, dir, many);
  const other = tenant.job('other');
  await Promise.all([runImport(ctx, { importId: id }), runImport(other, { importId: id })]);
  expect(countsOf(await getImport(ctx, { importId: id }))).toMatchObject({ received: 12_000, stored: 12_000 });
  // A reader whose lease was taken over is fenced off by the progress it left behind.
  const late = await startText(ctx, dir, many.replaceAll('2026-01-01', '2026-01-02'));
  const slow = runImport(ctx, { importId: late.id }, () => {});
  await withWorkspace(ctx, (tx) =>
    tx.execute(
      sql`update imports set claimed_until = now() - interval '1 second' where workspace_id = ${ctx.workspace.id} and id = ${late.id}`,
    ),
  );
  await Promise.all([slow, runImport(other, { importId: late.id })]);
  await runPendingImports(ctx);
  expect(countsOf(await getImport(ctx, { importId: late.id }))).toMatchObject({ received: 12_000, stored: 12_000 });
  expect((await bodies()).length).toBe(24_000);
});

test('cancel ends it between two batches and removes the file', async () => {
  const { id } = await startText(ctx, dir, many);
  const run = runImport(ctx, { importId: id });
  await cancelImport(ctx, { importId: id });
  const after = await run;
  expect(after.state).toBe('cancelled');
  expect(after.received).toBeLessThan(12_000);
  expect((await bodies()).length).toBe(after.stored);
  expect(fs.readdirSync(path.join(dir, 'uploads', ctx.workspace.id))).toEqual([]);
  await expect(cancelImport(ctx, { importId: id })).rejects.toMatchObject({ code: 'conflict' });
});

test('a draft nobody mapped for a day and a file nobody knows are cleared by the next upload', async () => {
  const folder = path.join(dir, 'uploads', ctx.workspace.id);
  const upload = (name: string) => {
    const bytes = Buffer.from(`${header}7,2026-01-01,5,\n`);
    return uploadFile(ctx, { fileName: name, bytes: Readable.from([bytes]) }, { dir, maxBytes: 1e6 });
  };
  const old = await upload('old.csv');
  const fresh = await upload('fresh.csv');
  const dayAgo = new Date(Date.now() - 25 * 3_600_000);
  fs.writeFileSync(path.join(folder, 'orphan'), 'x');
  fs.writeFileSync(path.join(folder, 'arriving'), 'x');
  for (const name of fs.readdirSync(folder))
    if (name !== 'arriving') fs.utimesSync(path.join(folder, name), dayAgo, dayAgo);
  await withWorkspace(ctx, (tx) =>
    tx.execute(
      sql`update imports set created_at = now() - interval '25 hours' where workspace_id = ${ctx.workspace.id} and id = ${old.id}`,
    ),
  );
  await upload('next.csv');
  expect(fs.readdirSync(folder).length).toBe(3);
  expect(fs.readdirSync(folder)).toContain('arriving');
  expect((await getImport(ctx, { importId: old.id })).state).toBe('cancelled');
  expect((await getImport(ctx, { importId: fresh.id })).state).toBe('draft');
});

test('a file past the limit is refused by name and leaves nothing behind', async () => {
  const pieces = Readable.from(Array.from({ length: 30 }, () => Buffer.alloc(1_000, 'x')));
  const upload = uploadFile(ctx, { fileName: 'big.csv', bytes: pieces }, { dir, maxBytes: 20_000 });
  await expect(upload).rejects.toMatchObject({ code: 'limit_reached', details: { limit: 'UPLOAD_MAX_MB' } });
  const empty = uploadFile(ctx, { fileName: 'none.csv', bytes: Readable.from([]) }, { dir, maxBytes: 20_000 });
  await expect(empty).rejects.toMatchObject({ code: 'invalid' });
  expect(fs.readdirSync(path.join(dir, 'uploads', ctx.workspace.id))).toEqual([]);
});

test('the file of refused rows keeps their cells and runs in no spreadsheet', async () => {
  const done = await importText(ctx, dir, 'customer_id;ordered_at;amount\n=1+1;soon;-5\n"a;b";"2026-01-01;5\n');
  const lines = [];
  for await (const chunk of exportRejected(ctx, { importId: done.id })) lines.push(chunk);
  expect(lines.join('').split('\r\n')).toEqual([
    'row,reason,customer_id,ordered_at,amount',
    "1,ordered_at: is not a date such as 2026-01-31 or 2026-01-31T09:30:00Z,'=1+1,soon,-5",
    '2,row: a quoted cell is not closed,"""a;b"";""2026-01-01;5"',
    '',
  ]);
});

test('says at the start what a mapping lacks', async () => {
  await expect(startText(ctx, dir, 'a,b\n1,2\n')).rejects.toMatchObject({ code: 'invalid' });
  await expect(startText(ctx, dir, header, { map: { customer_id: 'nobody' } })).rejects.toThrow('no column nobody');
  await expect(startText(ctx, dir, 'x,2026\n', { stream: 'spend' })).rejects.toMatchObject({ code: 'invalid' });
});

test('nobody below an analyst imports, and no other workspace sees it', async () => {
  const done = await importText(ctx, dir, `${header}7,2026-01-01,5,\n`);
  await expect(startText(tenant.as('viewer'), dir, header)).rejects.toMatchObject({ code: 'forbidden' });
  const other = await createTestTenant();
  await expect(getImport(other.as('owner'), { importId: done.id })).rejects.toMatchObject({ code: 'not_found' });
  await expect(listRejected(other.as('owner'), { importId: done.id, after: 0, limit: 1 })).rejects.toMatchObject({
    code: 'not_found',
  });
  await other.close();
  expect(await withWorkspace(ctx, (tx) => tx.$count(inbox, eq(inbox.workspaceId, ctx.workspace.id)))).toBe(1);
});
