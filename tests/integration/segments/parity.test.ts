import { expect, test } from 'vitest';
import { listSegmentCustomers } from '@/server/features/segments/list-customers';
import { previewSegment } from '@/server/features/segments/preview';
import { ruleSchema } from '@/server/features/segments/schemas';
import { dayOfNumber } from '@/server/platform/calendar';
import { seededRandom } from '@/server/stats/rng';
import { accept, drain, testWorker } from '../../support/facts';
import { createTestTenant } from '../../support/tenant';
import { naiveMembers } from './naive';
import { makeFacts } from './random-facts';
import { randomNode } from './random-rules';

const rules = 130;

test.each([
  ['UTC', 'USD', 2, 11],
  ['America/New_York', 'JPY', 0, 12],
  ['Australia/Lord_Howe', 'KWD', 3, 13],
] as const)(
  'random rules equal a plain evaluation, %s %s',
  async (zone, currency, digits, seed) => {
    const random = seededRandom(seed);
    const pick = (n: number) => Math.floor(random() * n);
    const tenant = await createTestTenant({ timezone: zone, currency });
    const worker = await testWorker(tenant);
    const { facts, records } = makeFacts(pick, { zone, digits, currency });
    const half = Math.floor(records.length / 2);
    for (const part of [records.slice(0, half), records.slice(half)]) {
      await accept(worker, tenant.workspace, part);
      await drain(worker, tenant.workspace);
    }
    const ctx = tenant.as('viewer');
    let telling = 0;
    for (let i = 0; i < rules; i += 1) {
      const written = { v: 1, ...(i < 60 ? randomNode(pick, 0, []) : randomNode(pick, 3, [])) };
      const at = dayOfNumber(20_089 + pick(440));
      const rule = ruleSchema.parse(written);
      const want = naiveMembers(facts, written, at);
      const { rows } = await listSegmentCustomers(ctx, { rule, at, cursor: 0, limit: 200 });
      const got = rows.map(({ externalId }) => externalId).toSorted();
      expect(got, `${JSON.stringify(written)} at ${at}`).toEqual(want);
      if (i % 5 === 0) expect(await previewSegment(ctx, { rule, at })).toMatchObject({ count: want.length, base: 40 });
      if (want.length > 0 && want.length < 40) telling += 1;
    }
    expect(telling).toBeGreaterThan(rules / 3);
    await worker.close();
    await tenant.close();
  },
  180_000,
);
