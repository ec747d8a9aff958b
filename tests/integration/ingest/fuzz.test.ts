import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { withWorkspace } from '@/server/platform/transaction';
import { fuzzIngest } from '@/tests/chaos/ingest/fuzz';
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
  const [told] = await withWorkspace(tenant.ctx, (tx) =>
    tx.execute(sql`select sum(received)::int as received, sum(stored)::int as stored, sum(duplicate)::int as duplicate, sum(rejected)::int as rejected,
      (select count(*)::int from inbox) as inbox, (select count(*)::int from rejected where not conflicting) as kept from ingest_counts`),
  );
  const { accepted, duplicate, rejected } = figures;
  expect(told).toEqual({
    received: accepted + duplicate + rejected,
    stored: accepted,
    duplicate,
    rejected,
    inbox: accepted,
    kept: rejected,
  });
}, 120_000);
