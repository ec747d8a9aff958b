import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Rule } from '@/db/schema/segments.constants';
import { getRfm } from '@/server/features/rfm';
import { ruleOfGroup, ruleOfScores } from '@/server/features/rfm/domain/rule';
import { previewSegment } from '@/server/features/segments';
import { dayAt, dayNumberOf } from '@/server/platform/calendar';
import { seededRandom } from '@/server/stats/rng';
import { accept, drain, record, testWorker } from '../../support/facts';
import { createTestTenant, type TestTenant } from '../../support/tenant';

const zone = 'America/New_York';
const at = '2025-09-30';
const orders: { customerId: string; orderedAt: string; minor: number | undefined }[] = [];
let tenant: TestTenant;
let few: TestTenant;
let none: TestTenant;

const recordsOf = (some: typeof orders) =>
  some.map(({ customerId, orderedAt, minor }) =>
    record('orders', {
      customerId,
      orderedAt,
      properties: {},
      ...(minor !== undefined && { amount: { minor, currency: 'USD' } }),
    }),
  );

async function fill(some: typeof orders): Promise<TestTenant> {
  const made = await createTestTenant({ timezone: zone });
  const worker = await testWorker(made);
  await accept(worker, made.workspace, recordsOf(some));
  await drain(worker, made.workspace);
  await worker.close();
  return made;
}

beforeAll(async () => {
  const random = seededRandom(23);
  const pick = (n: number) => Math.floor(random() * n);
  for (let i = 0; i < 400; i += 1) {
    const ms = Date.parse('2025-01-01T00:00:00Z') + pick(300) * 86_400_000 + pick(24) * 3_600_000;
    const kind = random();
    const minor = kind < 0.15 ? -pick(2_000) - 1 : kind < 0.2 ? undefined : pick(3) * 1_000;
    orders.push({ customerId: `c${Math.floor(random() ** 2 * 80)}`, orderedAt: new Date(ms).toISOString(), minor });
  }
  tenant = await fill(orders);
  // Five customers, hand-worked: days since 30 September in New York, purchase days, net spend.
  few = await fill([
    { customerId: 'a', orderedAt: '2025-10-01T03:00:00.000Z', minor: 5_000 },
    { customerId: 'b', orderedAt: '2025-09-20T12:00:00.000Z', minor: 1_000 },
    { customerId: 'b', orderedAt: '2025-09-20T13:00:00.000Z', minor: 1_000 },
    { customerId: 'c', orderedAt: '2025-09-20T12:00:00.000Z', minor: 4_000 },
    { customerId: 'c', orderedAt: '2025-09-25T12:00:00.000Z', minor: -1_000 },
    { customerId: 'd', orderedAt: '2025-01-01T12:00:00.000Z', minor: undefined },
    { customerId: 'd', orderedAt: '2025-03-01T12:00:00.000Z', minor: 0 },
    { customerId: 'e', orderedAt: '2025-10-01T12:00:00.000Z', minor: 9_000 },
    { customerId: 'f', orderedAt: '2025-08-01T12:00:00.000Z', minor: -100 },
  ]);
  none = await createTestTenant();
}, 60_000);
afterAll(() => Promise.all([tenant.close(), few.close(), none.close()]));

test('hand-worked: refunds make no buyer, a purchase of the evening before counts, ties share a score', async () => {
  const report = await getRfm(few.as('viewer'), { at });
  // r: a 0, b 10, c 10, d 213 · f: a 1, b 1, c 1, d 2 · m: a 5000, b 2000, c 3000, d 0.
  expect(report.n).toBe(4);
  expect(report.recencyDays).toEqual({ mean: 58.25, median: 10, edges: [6, 10, 10, 91.2].map(near) });
  expect(report.frequency).toEqual({ mean: 1.25, median: 1, edges: [1, 1, 1, near(1.4)] });
  expect(report.monetary).toEqual({ mean: 2_500, median: 2_500, edges: [1_200, 2_200, 2_800, 3_800].map(near) });
  // Average ranks: r a 4, b and c 2.5, d 1; f a, b and c 2, d 4; m a 4, c 3, b 2, d 1; score = ceil(5 rank / 4).
  expect(report.scores.r).toEqual({ '1': 0, '2': 1, '3': 0, '4': 2, '5': 1 });
  expect(report.scores.f).toEqual({ '1': 0, '2': 0, '3': 3, '4': 0, '5': 1 });
  expect(report.scores.m).toEqual({ '1': 0, '2': 1, '3': 1, '4': 1, '5': 1 });
  expect(report.groups).toEqual({ Champions: 0, Loyal: 3, Potential: 0, 'At Risk': 1, Lost: 0 });
});

const near = (value: number) => expect.closeTo(value, 9);

test('random orders equal a plain recomputation', async () => {
  const report = await getRfm(tenant.as('viewer'), { at });
  const want = recompute();
  expect(report.n).toBe(want.length);
  const cells = new Map<string, number>();
  for (const { r, f, m } of want) cells.set(`${r} ${f} ${m}`, (cells.get(`${r} ${f} ${m}`) ?? 0) + 1);
  expect(new Map(report.cells.map((cell) => [`${cell.r} ${cell.f} ${cell.m}`, cell.customers]))).toEqual(cells);
});

test('before anybody has bought there is nobody, not an error', async () => {
  const report = await getRfm(none.as('viewer'), { at });
  expect([report.n, report.cells, report.recencyDays]).toEqual([0, [], { mean: 0, median: 0, edges: [] }]);
});

/** Scores of each buyer from the plain list, by sorting. */
function recompute(): { r: number; f: number; m: number }[] {
  const of = new Map<string, { days: Set<number>; net: number }>();
  for (const { customerId, orderedAt, minor } of orders) {
    const day = dayNumberOf(dayAt(Date.parse(orderedAt), zone));
    if (day > dayNumberOf(at)) continue;
    const one = of.get(customerId) ?? { days: new Set(), net: 0 };
    if ((minor ?? 0) >= 0) one.days.add(day);
    of.set(customerId, { ...one, net: one.net + (minor ?? 0) });
  }
  const buyers = [...of.values()].filter(({ days }) => days.size > 0);
  const scoreOf = (values: number[]) => (value: number) => {
    const [below, same] = [values.filter((v) => v < value).length, values.filter((v) => v === value).length];
    return Math.ceil((5 * (below + (same + 1) / 2)) / values.length - 1e-12);
  };
  const measures = buyers.map(({ days, net }) => ({ r: Math.max(...days), f: days.size, m: net }));
  const [r, f, m] = (['r', 'f', 'm'] as const).map((key) => scoreOf(measures.map((one) => one[key])));
  return measures.map((one) => ({ r: r?.(one.r) ?? 0, f: f?.(one.f) ?? 0, m: m?.(one.m) ?? 0 }));
}

test('a group and a cell as a rule of segments hold exactly their customers', async () => {
  for (const made of [tenant, few]) {
    const report = await getRfm(made.as('viewer'), { at });
    const count = async (rule: Rule | null) =>
      rule ? (await previewSegment(made.as('viewer'), { rule, at })).count : 0;
    for (const [name, customers] of Object.entries(report.groups))
      expect([name, await count(ruleOfGroup(report.bounds, name))]).toEqual([name, customers]);
    for (const r of [1, 2, 3, 4, 5])
      for (const f of [1, 2, 3, 4, 5]) {
        const customers = report.cells.reduce(
          (sum, cell) => sum + (cell.r === r && cell.f === f ? cell.customers : 0),
          0,
        );
        expect([r, f, await count(ruleOfScores(report.bounds, { r: [r, r], f: [f, f] }))]).toEqual([r, f, customers]);
      }
  }
}, 60_000);
