import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { and, eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { auditLog, modelRequests, modelRuns } from '@/db/schema';
import {
  cancelFit,
  type ComputeFit,
  findFit,
  fitClv,
  listWorkspacesWithFits,
  reportOf,
  requestFit,
  runWaitingFit,
} from '@/server/features/clv';
import { fitClvInput } from '@/server/features/clv/schemas';
import type { ServiceContext } from '@/server/platform/context';
import { AppError } from '@/server/platform/errors';
import { inWorkspace, withWorkspace } from '@/server/platform/transaction';
import { drain, testWorker } from '../../support/facts';
import { createTestTenant, type TestTenant } from '../../support/tenant';
import { importText } from '../imports/import-file';

const input = fitClvInput.parse({ calibrateUntil: '2025-10-01', holdoutUntil: '2025-12-31' });
const here: ComputeFit = async (data, { onModel }) => reportOf(data, onModel);
const never = new AbortController().signal;
const work = (ctx: ServiceContext, compute: ComputeFit = here, stopping = never) =>
  runWaitingFit(ctx, { compute, stopping });

let tenant: TestTenant;
let dir: string;
beforeAll(async () => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'holdfast-uploads-'));
  tenant = await createTestTenant();
  const rows = Array.from(
    { length: 120 },
    (_, i) => `${i % 40},2025-${String(1 + (i % 11)).padStart(2, '0')}-0${1 + (i % 9)},12`,
  );
  await importText(tenant.job(), dir, `customer_id,ordered_at,amount\n${rows.join('\n')}\n`);
  const worker = await testWorker(tenant);
  await drain(worker, tenant.workspace);
  await worker.close();
});
beforeEach(async () => {
  tenant.clock.advanceMs(1_000);
  await withWorkspace(tenant.job(), (tx) => tx.delete(modelRequests).where(inWorkspace(tenant.job(), modelRequests)));
});
afterAll(async () => {
  await tenant.close();
  fs.rmSync(dir, { recursive: true, force: true });
});

const runs = () =>
  withWorkspace(tenant.job(), (tx) =>
    tx.select().from(modelRuns).where(inWorkspace(tenant.job(), modelRuns)).orderBy(modelRuns.createdAt, modelRuns.id),
  );
const silence = () =>
  withWorkspace(tenant.job(), (tx) =>
    tx
      .update(modelRequests)
      .set({ claimedUntil: sql`now() - interval '1 second'` })
      .where(inWorkspace(tenant.job(), modelRequests)),
  );
const untilAborted: ComputeFit = (_, { signal }) =>
  new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }));
/** Computes once `go` is called, whatever becomes of the claim meanwhile. */
function gated() {
  let go = () => {};
  const open = new Promise<void>((resolve) => {
    go = resolve;
  });
  const compute: ComputeFit = async (data) => {
    await open;
    return reportOf(data);
  };
  return { compute, go: () => go() };
}

test('one at a time is asked for, by those who may, and is seen by all', async () => {
  await expect(requestFit(tenant.as('viewer'), input)).rejects.toMatchObject({ code: 'forbidden' });
  const asked = await requestFit(tenant.as('analyst'), input);
  expect(asked).toMatchObject({ state: 'waiting', stepsDone: 0, input });
  expect(await requestFit(tenant.as('owner'), input)).toEqual(asked);
  const another = { ...input, horizonWeeks: input.horizonWeeks + 1 };
  await expect(requestFit(tenant.as('owner'), another)).rejects.toMatchObject({ code: 'conflict' });
  expect((await findFit(tenant.as('viewer'))).fit).toEqual(asked);
  expect((await listWorkspacesWithFits(tenant.job().db)).map(({ id }) => id)).toContain(tenant.workspace.id);
});

test('the worker keeps the run that the command would, for whoever asked', async () => {
  const direct = await fitClv(tenant.as('analyst'), input);
  await requestFit(tenant.as('analyst'), input);
  tenant.clock.advanceMs(1_000);
  expect(await work(tenant.job('fits'))).toBe('done');
  const kept = (await runs()).at(-1);
  const { id: _, input: __, startedBy, createdAt: ___, ...report } = direct;
  expect(kept?.result).toEqual(JSON.parse(JSON.stringify(report)));
  expect(kept?.startedBy).toBe(startedBy);
  expect((await findFit(tenant.as('viewer'))).fit).toMatchObject({ state: 'done', problem: null });
  expect(await work(tenant.job('fits'))).toBe('nothing');
  expect((await listWorkspacesWithFits(tenant.job().db)).map(({ id }) => id)).not.toContain(tenant.workspace.id);
});

test('steps are seen while it runs, and nobody else takes it', async () => {
  await requestFit(tenant.as('analyst'), input);
  const gate = gated();
  const running = work(tenant.job('fits'), (data, options) => {
    options.onModel(2);
    return gate.compute(data, options);
  });
  await expect
    .poll(async () => (await findFit(tenant.as('viewer'))).fit, { timeout: 5_000 })
    .toMatchObject({
      state: 'running',
      stepsDone: 3,
    });
  expect(await work(tenant.job('fits'))).toBe('nothing');
  gate.go();
  expect(await running).toBe('done');
});

test('a cancelled fit stops within seconds and keeps nothing', async () => {
  const { id: fitId } = await requestFit(tenant.as('analyst'), input);
  const before = (await runs()).length;
  const running = work(tenant.job('fits'), untilAborted);
  await expect.poll(async () => (await findFit(tenant.as('viewer'))).fit?.state).toBe('running');
  await expect(cancelFit(tenant.as('viewer'), { fitId })).rejects.toMatchObject({ code: 'forbidden' });
  expect(await cancelFit(tenant.as('analyst'), { fitId })).toMatchObject({ state: 'cancelled' });
  expect(await Promise.race([running, sleep(3_000, 'still running')])).toBe('lost');
  expect((await runs()).length).toBe(before);
  await expect(cancelFit(tenant.as('analyst'), { fitId })).rejects.toMatchObject({ code: 'conflict' });
  const other = '00000000-0000-7000-8000-0000000000ff';
  await expect(cancelFit(tenant.as('analyst'), { fitId: other })).rejects.toMatchObject({ code: 'not_found' });
  await requestFit(tenant.as('analyst'), input);
});

test('a worker that fell silent is followed by another, and one run is kept', async () => {
  await requestFit(tenant.as('analyst'), input);
  const before = (await runs()).length;
  const gate = gated();
  const silent = work(tenant.job('fits'), gate.compute);
  await expect.poll(async () => (await findFit(tenant.as('viewer'))).fit?.state).toBe('running');
  // In one go, so that its next beat does not come between.
  await silence();
  expect(await work(tenant.job('fits'))).toBe('done');
  gate.go();
  expect(await silent).toBe('lost');
  expect((await runs()).length).toBe(before + 1);
});

test('three workers that end over it are enough', async () => {
  const { id } = await requestFit(tenant.as('analyst'), input);
  await withWorkspace(tenant.job(), (tx) =>
    tx
      .update(modelRequests)
      .set({ attempts: 3, state: 'running' })
      .where(inWorkspace(tenant.job(), modelRequests, eq(modelRequests.id, id))),
  );
  await silence();
  expect(await work(tenant.job('fits'))).toBe('failed');
  expect((await findFit(tenant.as('viewer'))).fit).toMatchObject({ state: 'failed' });
});

test('what is refused fails with its reason, and an error of ours without one of the machine', async () => {
  await requestFit(tenant.as('analyst'), input);
  const refused: ComputeFit = () => Promise.reject(new AppError('limit_reached', 'There are too many customers.'));
  expect(await work(tenant.job('fits'), refused)).toBe('failed');
  expect((await findFit(tenant.as('viewer'))).fit?.problem).toBe('There are too many customers.');
  tenant.clock.advanceMs(1_000);
  await requestFit(tenant.as('analyst'), input);
  expect(await work(tenant.job('fits'), () => Promise.reject(new Error('secret of the machine')))).toBe('failed');
  expect((await findFit(tenant.as('viewer'))).fit?.problem).toMatch(/^The fit stopped by an error on our side/);
  const log = await withWorkspace(tenant.job(), (tx) =>
    tx
      .select({ verb: auditLog.verb })
      .from(auditLog)
      .where(inWorkspace(tenant.job(), auditLog, and(eq(auditLog.verb, 'clv.fit_failed')))),
  );
  expect(log.length).toBeGreaterThanOrEqual(2);
});

test('a store that is down, and a worker that stops, leave it for later', async () => {
  await requestFit(tenant.as('analyst'), input);
  const down: ComputeFit = () => Promise.reject(new AppError('analytics_unavailable', 'The store is down.'));
  expect(await work(tenant.job('fits'), down)).toBe('released');
  expect((await findFit(tenant.as('viewer'))).fit?.state).toBe('waiting');
  expect(await work(tenant.job('fits'))).toBe('nothing');
  await silence();
  const stopping = new AbortController();
  const running = work(tenant.job('fits'), untilAborted, stopping.signal);
  await expect.poll(async () => (await findFit(tenant.as('viewer'))).fit?.state).toBe('running');
  stopping.abort();
  expect(await running).toBe('released');
  await silence();
  expect(await work(tenant.job('fits'))).toBe('done');
});
