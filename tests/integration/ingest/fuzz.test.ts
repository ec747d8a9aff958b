import { afterAll, beforeAll, expect, it } from 'vitest';
import { fuzzIngest } from '@/tests/chaos/ingest/fuzz';
import { fuzzFaults, readKept } from '@/tests/chaos/ingest/verdicts';
import { type IngestStack, startIngestStack } from '@/tests/support/ingest';

let stack: IngestStack;
beforeAll(async () => {
  stack = await startIngestStack();
}, 60_000);
afterAll(() => stack.stop());

it('answers every mutated body without a 5xx and accounts for each record', async () => {
  const [ingest, tenant] = [await stack.startIngest(), await stack.makeTenant()];
  const figures = await fuzzIngest({ url: ingest.url, key: tenant.key }, { bodies: 3_000, seed: 'fuzz' });
  expect(Object.keys(figures.statuses).toSorted()).toEqual(['200', '400']);
  expect(figures.accepted).toBeGreaterThan(500);
  expect(figures.rejected).toBeGreaterThan(500);
  expect(fuzzFaults(figures, await readKept(tenant.ctx))).toEqual([]);
}, 120_000);
