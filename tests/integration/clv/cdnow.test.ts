import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fitClv, getLatestClv } from '@/server/features/clv';
import { type ClvRun, fitClvInput } from '@/server/features/clv/schemas';
import { getCohortGrid } from '@/server/features/cohorts';
import { cohortSpec } from '@/server/features/cohorts/schemas';
import golden from '../../golden/cdnow-sample.json';
import { dataPath } from '../../support/data-path';
import { drain, testWorker } from '../../support/facts';
import { createTestTenant, type TestTenant } from '../../support/tenant';
import { measured, type ReferenceCell, referenceGrid } from '../cohorts/reference';
import { importText } from '../imports/import-file';

const file = dataPath('cdnow-sample.csv');
const options = { map: { customer_id: 'sample_id', ordered_at: 'date' } };

describe.skipIf(file === null)('CDNOW sample', () => {
  let tenant: TestTenant;
  let dir: string;
  let run: ClvRun;
  let plain: ReferenceCell[];
  beforeAll(async () => {
    dir = fs.mkdtempSync(path.join(os.tmpdir(), 'holdfast-uploads-'));
    tenant = await createTestTenant();
    const bytes = fs.readFileSync(file ?? '');
    const first = await importText(tenant.job(), dir, bytes, options);
    expect(first).toMatchObject({ received: 6_919, stored: 6_919, duplicate: 0, rejected: 0 });
    expect(await importText(tenant.job(), dir, bytes, options)).toMatchObject({
      received: 6_919,
      stored: 0,
      duplicate: 6_919,
    });
    const worker = await testWorker(tenant);
    await drain(worker, tenant.workspace);
    await worker.close();
    const input = fitClvInput.parse({ calibrateUntil: '1997-09-30', holdoutUntil: '1998-06-30' });
    run = await fitClv(tenant.as('analyst'), input);
    plain = await referenceGrid(tenant.job(), cohortSpec.parse({}), '1998-06-30');
  }, 120_000);
  afterAll(async () => {
    await tenant.close();
    fs.rmSync(dir, { recursive: true, force: true });
  });

  test.each(['retained', 'revenue', 'revenue_per_customer', 'orders'] as const)(
    '%s equals a plain query',
    async (measure) => {
      const ctx = tenant.as('viewer');
      const spec = cohortSpec.parse({ measure });
      const grid = await getCohortGrid(ctx, spec);
      expect(grid.asOf).toBe('1998-06-30');
      const cells = grid.cohorts.flatMap(({ start, size, cells: row }) =>
        row.map(({ period, value, customers, complete }) => ({ start, size, period, value, customers, complete })),
      );
      expect(cells).toEqual(measured(plain, measure));
      expect(grid.cohorts.map(({ size }) => size).reduce((a, b) => a + b)).toBe(2_357);
    },
  );

  test.each([
    ['bgnbd', golden['sample BG/NBD r,alpha,a,b'], golden['sample BG/NBD LL'], 1_653.41, 0.7855],
    ['paretonbd', golden['sample Pareto/NBD r,alpha,s,beta'], golden['sample Pareto/NBD LL'], 1_665.51, 0.7545],
    ['mbgnbd', golden['sample MBG/NBD r,alpha,a,b'], golden['sample MBG/NBD LL'], 1_576.73, 0.7648],
    ['nbd', [0.38477, 12.072], -9_763.65761, 2_929.82, 1.041],
  ] as const)('%s: parameters, log-likelihood and holdout', (model, params, logLik, predicted, mae) => {
    const candidate = run.candidates.find((each) => each.model === model);
    if (!candidate?.holdout || candidate.logLik === null) throw new Error(`${model} was not fitted`);
    const found = Object.values(candidate.params);
    expect(found.length).toBe(params.length);
    for (const [i, want] of params.entries())
      expect(Math.abs((found[i] ?? 0) / want - 1), `${model} ${i}`).toBeLessThan(1e-3);
    expect(Math.abs(candidate.logLik - logLik)).toBeLessThan(1e-3);
    expect(candidate.holdout.actual).toBe(1_882);
    expect(candidate.holdout.predicted).toBeCloseTo(predicted, 1);
    expect(candidate.holdout.mae).toBeCloseTo(mae, 4);
  });

  test('Pareto/NBD is chosen by the holdout, and its back-test is complete', () => {
    const { holdout } = run;
    if (!holdout) throw new Error('there is no back-test');
    expect(run.chosen).toBe('paretonbd');
    expect(run.gates.every(({ ok }) => ok)).toBe(true);
    expect(holdout.predicted).toBeCloseTo(1_665.51, 2);
    expect(holdout.actual).toBe(1_882);
    expect(holdout.weekly.length).toBe(39);
    expect(holdout.weekly.at(-1)?.actual).toBe(1_882);
    const actual = golden['sample CLV(39w,undisc) = sum bgCE*E[M]; actual holdout spend'][1] ?? 0;
    expect(holdout.actualSpend).toBeCloseTo(actual, 2);
    const means = holdout.byFrequency.map(({ customers, actual: mean }) => [customers, mean] as const);
    for (const [i, row] of golden['sample cond.exp table'].entries()) {
      expect(means[i]?.[0]).toBe(row[1]);
      expect(means[i]?.[1]).toBeCloseTo(row[2] ?? 0, 5);
    }
  });

  test('spend: Gamma-Gamma over repeat purchases', () => {
    const { spend } = run;
    const params = golden['sample GG n,p,q,v'].slice(1);
    for (const [i, want] of params.entries())
      expect(Math.abs((Object.values(spend.params)[i] ?? 0) / want - 1)).toBeLessThan(1e-3);
    expect(spend.logLik).toBeCloseTo(golden['sample GG LL (CLVTools/lifetimes form)'], 3);
    expect(spend.correlation).toBeCloseTo(golden['sample corr(x,m) among repeaters'], 5);
    expect(spend).toMatchObject({ ok: true, spenders: 946, unknown: 0 });
  });

  test('the forecast adds up, and the run is kept', async () => {
    const { forecast } = run;
    expect(forecast?.customers).toBe(2_357);
    const { value } = forecast ?? {};
    expect(value?.bins.reduce((sum, bin) => sum + bin.customers, 0)).toBe(2_357);
    expect(value?.bins.reduce((sum, bin) => sum + bin.value, 0)).toBeCloseTo(value?.total ?? 0, 4);
    expect(value?.median).toBeLessThan(value?.mean ?? 0);
    expect(forecast?.alive).toBeGreaterThan(0);
    const { run: kept, suggested } = await getLatestClv(tenant.as('viewer'));
    expect(kept).toEqual(
      JSON.parse(JSON.stringify({ ...run }), (key, v: unknown) => (key === 'createdAt' ? run.createdAt : v)),
    );
    expect(suggested).toEqual({
      first: '1997-01-01',
      last: '1998-06-30',
      calibrateUntil: '1998-01-06',
      holdoutUntil: '1998-06-30',
    });
    await expect(fitClv(tenant.as('viewer'), run.input)).rejects.toMatchObject({ code: 'forbidden' });
  });
});

test('without amounts the spend model refuses, with few buyers the gates fail and no forecast is shown', async () => {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'holdfast-uploads-'));
  const tenant = await createTestTenant();
  const rows = Array.from(
    { length: 120 },
    (_, i) => `${i % 40},2025-${String(1 + (i % 11)).padStart(2, '0')}-0${1 + (i % 9)}`,
  );
  await importText(tenant.job(), dir, `customer_id,ordered_at\n${rows.join('\n')}\n`);
  const worker = await testWorker(tenant);
  await drain(worker, tenant.workspace);
  await worker.close();
  const run = await fitClv(
    tenant.as('owner'),
    fitClvInput.parse({ calibrateUntil: '2025-10-01', holdoutUntil: '2025-12-31' }),
  );
  expect(run.spend).toMatchObject({ ok: false, reason: 'no_amounts' });
  expect(run.gates).toContainEqual({ gate: 'buyers', ok: false, have: 40, need: 300 });
  expect(run.forecast).toBeNull();
  expect(run.holdout?.predictedSpend ?? null).toBeNull();
  const empty = await fitClv(tenant.as('owner'), fitClvInput.parse({ calibrateUntil: '2024-01-01' }));
  expect(empty).toMatchObject({ chosen: null, customers: 0, holdout: null, forecast: null });
  await tenant.close();
  fs.rmSync(dir, { recursive: true, force: true });
});
