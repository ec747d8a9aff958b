import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { runCampaigns, writeAssignmentCsv, writeContrastCsv } from '@/server/features/campaigns';
import { measureCampaign } from '@/server/features/campaigns/measure';
import { armSums } from '@/server/features/campaigns/read-out.ch';
import { revenueSteps } from '@/server/features/campaigns/revenue-steps.ch';
import { getCampaignResults } from '@/server/features/campaigns/results';
import { mergeCustomers } from '@/server/features/identity';
import { accept, drain, record } from '@/tests/support/facts';
import { type CampaignStage, customer, named, order, plan, setCampaignStage } from './stage';

vi.setConfig({ hookTimeout: 120_000, testTimeout: 120_000 });

let stage: CampaignStage;
let campaignId: string;
let arms: { control: string[]; treatment: string[] };
const ctx = () => stage.tenant.as('analyst');

const armsOf = async (id: string) => {
  const rows = await stage.owner<{ externalId: string; arm: 'control' | 'treatment' }[]>`
    select c.external_id as "externalId", a.arm from assignments a join customers c on c.workspace_id = a.workspace_id and c.id = a.customer_id
    where a.campaign_id = ${id} order by length(c.external_id), c.external_id`;
  const of = (arm: string) => rows.filter((row) => row.arm === arm).map(({ externalId }) => externalId);
  return { control: of('control'), treatment: of('treatment') };
};
/** Arms without contacting anyone: the turn that assigns is not followed by one that delivers. */
const assigned = async (id: string) => {
  await runCampaigns(stage.delivery());
  await drain(stage.worker, stage.tenant.workspace);
  return armsOf(id);
};
const first = (list: string[], count: number) => list.slice(0, count);

beforeAll(async () => {
  stage = await setCampaignStage();
  const people = named(2_000);
  await stage.take([
    ...people.map((id) => customer(id, { email: '' })),
    // The window before: every fourth customer bought, whatever arm it will be in.
    ...people.filter((_, i) => i % 4 === 0).map((id) => order(id, '2026-02-25T12:00:00Z', 2_000)),
  ]);
  campaignId = await stage.launched({ name: 'Ordered' });
  arms = await assigned(campaignId);
});
afterAll(() => stage.close());

describe('before the window has closed', () => {
  test('says how many days are in, the split and the counts, and no outcome', async () => {
    await stage.take([order('c1', '2026-03-10T12:00:00Z', 100)]);
    const results = await getCampaignResults(ctx(), { id: campaignId });
    expect(results).toMatchObject({
      readOut: null,
      waitsFor: 'window',
      progress: { daysIn: 8, daysOf: 14 },
      readUntil: '2026-03-11T00:00:00.000Z',
      isSealIntact: true,
      counts: { arms: { control: arms.control.length, treatment: arms.treatment.length } },
    });
    expect(results.split).toMatchObject({ mismatch: false });
    expect(arms.control.length + arms.treatment.length).toBe(2_000);
  });
});

describe('after the window', () => {
  const at = '2026-03-02T09:00:00.000Z';
  const end = '2026-03-16T09:00:00.000Z';
  const bought = { control: 40, treatment: 240 };

  beforeAll(async () => {
    // c1 bought above; whoever it is, it is the first of its arm and counts once.
    await stage.take([
      ...first(arms.control, bought.control).map((id) => order(id, '2026-03-05T12:00:00Z', 1_000)),
      ...first(arms.treatment, bought.treatment).map((id) => order(id, '2026-03-06T12:00:00Z', 1_500)),
      // A refund is no purchase and takes from money; what lies outside the window counts for nothing.
      order(arms.treatment[0] ?? '', '2026-03-07T12:00:00Z', -500),
      order(arms.treatment[900] ?? '', end, 9_999),
      order(arms.control[300] ?? '', '2026-03-02T08:59:59.999Z', 9_999),
    ]);
  });

  test('the sums are those of the window, its first instant in and its last one out', async () => {
    await stage.take([
      order(arms.control[200] ?? '', at, 700),
      order(arms.treatment[800] ?? '', '2026-03-16T08:59:59.999Z', 300),
    ]);
    const rows = await ctx().ch.run(armSums, { campaign: campaignId, days: 14, metric: 'ordered', event: '' });
    const [control, treatment] = rows;
    const isC1Control = arms.control.includes('c1');
    expect(control).toMatchObject({ arm: 'control', n: arms.control.length, y: 41, yy: 41, unknown: 0 });
    expect(treatment).toMatchObject({ arm: 'treatment', n: arms.treatment.length, y: 241 });
    expect(control?.r).toBe(40 * 1_000 + 700 + (isC1Control ? 100 : 0));
    expect(treatment?.r).toBe(240 * 1_500 - 500 + 300 + (isC1Control ? 0 : 100));
    const before = (ids: string[]) => ids.filter((id) => (Number(id.slice(1)) - 1) % 4 === 0).length;
    const extra = (Number(arms.control[300]?.slice(1)) - 1) % 4 === 0 ? 0 : 1;
    expect(control?.x).toBe(before(arms.control) + extra);
    expect(treatment?.x).toBe(before(arms.treatment));
  });

  test('while a part of the records is on its way, nothing is read', async () => {
    const late = order(arms.treatment[0] ?? '', '2026-03-08T12:00:00Z', 1);
    await accept(stage.worker, stage.tenant.workspace, [late]);
    expect(await getCampaignResults(ctx(), { id: campaignId })).toMatchObject({ readOut: null, waitsFor: 'answers' });
    await drain(stage.worker, stage.tenant.workspace);
    expect((await getCampaignResults(ctx(), { id: campaignId })).waitsFor).toBeNull();
  });

  test('the read-out is that of the counts, worked by hand', async () => {
    const { readOut, waitsFor, split } = await getCampaignResults(ctx(), { id: campaignId });
    expect(waitsFor).toBeNull();
    const [nc, nt] = [arms.control.length, arms.treatment.length];
    const [pc, pt] = [41 / nc, 241 / nt];
    const pooled = 282 / 2_000;
    const z = (pt - pc) / Math.sqrt(pooled * (1 - pooled) * (1 / nc + 1 / nt));
    expect(readOut?.effect).toMatchObject({ ok: true, df: null });
    if (!readOut?.effect.ok) throw new Error('refused');
    const { control, treatment, difference, statistic, ciLow, ciHigh, p } = readOut.effect;
    expect([control, treatment, difference, statistic]).toEqual(
      [pc, pt, pt - pc, z].map((value) => expect.closeTo(value, 12)),
    );
    expect(ciLow).toBeLessThan(difference);
    expect(ciHigh).toBeGreaterThan(difference);
    expect(p < 0.05).toBe(ciLow > 0);
    expect(readOut.effect.relative).toMatchObject({ ok: true, relative: expect.closeTo(pt / pc - 1, 12) });
    const chi = (nc - 400) ** 2 / 400 + (nt - 1_600) ** 2 / 1_600;
    expect(split).toMatchObject({ chiSquare: expect.closeTo(chi, 10), mismatch: false });
    expect(readOut.verdict.word).toBe(p < 0.05 ? 'works' : 'too_small_to_tell');
    expect(readOut.cuped.ok).toBe(true);
    // Spend so far beyond the region of Welch is refused with what it would need, not shown.
    expect('ok' in readOut.incremental).toBe(true);
    if (readOut.incremental.ok) {
      const gain = (240 * 1_500 - 199) / nt - 40_700 / nc;
      expect(Math.abs(readOut.incremental.minor - gain * nt)).toBeLessThan(0.2 * Math.abs(gain * nt));
      expect(readOut.incremental.ciLow).toBeLessThan(readOut.incremental.minor);
    }
  });

  test('money as it came in ends with what the read-out says, day by day of each window', async () => {
    const { readOut, revenue } = await getCampaignResults(ctx(), { id: campaignId });
    const rows = await ctx().ch.run(revenueSteps, { campaign: campaignId, days: 14, steps: 14 });
    const at = (arm: string, step: number) => rows.find((row) => row.arm === arm && row.step === step)?.r;
    const isC1Control = arms.control.includes('c1');
    // Assigned on the 2nd at nine: orders of the 5th at noon are of the fourth day, those of the 6th of the fifth.
    expect([at('control', 3), at('control', 4), at('treatment', 4)]).toEqual([700, 40_700, 0]);
    expect(at('treatment', 14)).toBe(240 * 1_500 - 199 + (isC1Control ? 0 : 100));
    if (readOut?.incremental.ok) {
      const { minor, ciLow, ciHigh } = readOut.incremental;
      expect(revenue.at(-1)).toEqual({ day: 14, minor, ciLow, ciHigh });
    } else expect(revenue).toEqual([]);
  });

  test('customers joined across arms count by the earliest assignment and are listed', async () => {
    const admin = stage.tenant.as('admin');
    const idOf = async (externalId: string | undefined) =>
      (
        await stage.owner<
          { id: string }[]
        >`select id from customers where workspace_id = ${stage.tenant.workspace.id} and external_id = ${externalId ?? ''}`
      )[0]?.id ?? '';
    const [loser, winner] = [arms.treatment[1_000], arms.control[100]];
    await mergeCustomers(admin, { customer: await idOf(loser), into: await idOf(winner) });
    const waiting = await getCampaignResults(ctx(), { id: campaignId });
    expect(waiting.contamination).toEqual([]);
    await drain(stage.worker, stage.tenant.workspace);
    const { contamination, readOut } = await getCampaignResults(ctx(), { id: campaignId });
    expect(contamination).toEqual([
      { customerId: await idOf(winner), externalId: winner, kept: expect.any(String), joined: 2 },
    ]);
    const kept = contamination[0]?.kept ?? 'control';
    expect(readOut?.split.arms).toEqual({
      control: arms.control.length - (kept === 'treatment' ? 1 : 0),
      treatment: arms.treatment.length - (kept === 'control' ? 1 : 0),
    });
  });
});

describe('other metrics', () => {
  test('an event, with nobody better off: it does not say works', async () => {
    const seen = (id: string, occurredAt: string) =>
      record('events', { event: 'login', customerId: id, occurredAt, properties: {} });
    await stage.take([seen('c5', '2026-02-01T00:00:00.000Z')]);
    const id = await stage.launched({
      name: 'Event',
      controlShare: 0.5,
      plan: { ...plan, metric: 'event', event: 'login', windowDays: 7 },
    });
    const split = await assigned(id);
    await stage.take(
      [...first(split.control, 300), ...first(split.treatment, 300)].map((each) =>
        seen(each, '2026-03-04T10:00:00.000Z'),
      ),
    );
    const { readOut } = await getCampaignResults(ctx(), { id });
    if (!readOut?.effect.ok) throw new Error('refused');
    expect(readOut.effect.control).toBeCloseTo(300 / split.control.length, 12);
    expect(readOut.effect.difference).toBeCloseTo(300 / split.treatment.length - 300 / split.control.length, 12);
    expect(['too_small_to_tell', 'no_difference_that_matters']).toContain(readOut.verdict.word);
  });

  test('revenue with an order whose amount nobody knows is refused', async () => {
    const id = await stage.launched({
      name: 'Revenue',
      controlShare: 0.5,
      plan: { ...plan, metric: 'net_revenue', smallest: 100, windowDays: 7 },
    });
    await assigned(id);
    const { readOut } = await getCampaignResults(ctx(), { id });
    expect(readOut?.effect).toMatchObject({ ok: expect.any(Boolean) });
    await stage.take([order('c7', '2026-03-04T12:00:00Z', undefined)]);
    expect((await getCampaignResults(ctx(), { id })).readOut).toMatchObject({
      effect: { ok: false, reason: 'no_amounts', have: 1 },
      incremental: { ok: false, reason: 'no_amounts' },
      verdict: { word: 'too_small_to_tell' },
    });
  });
});

test('whether it can be measured: from the last window of the same customers', async () => {
  const input = { segment: null, controlShare: 0.2, plan: { ...plan, windowDays: 14 } };
  const found = await measureCampaign(ctx(), input);
  expect(found).toMatchObject({ until: '2026-03-16', from: '2026-03-03', answer: 'only_if_large' });
  expect(found.customers).toBe(1_999);
  expect(found.baseline).toBeGreaterThan(0.12);
  if (!found.mde.ok) throw new Error('refused');
  // p of 14 % with 400 and 1,599: 2.8 standard errors of the difference, and a little for the larger share.
  const se = Math.sqrt(found.baseline * (1 - found.baseline) * (1 / 400 + 1 / 1_599));
  expect(found.mde.effect / se).toBeGreaterThan(2.75);
  expect(found.mde.effect / se).toBeLessThan(3.05);
  expect(
    found.power.find(({ effect }) => Math.abs(effect - (found.mde.ok ? found.mde.effect : 0)) < 1e-9)?.chance,
  ).toBeCloseTo(0.8, 2);
  const large = await measureCampaign(ctx(), { ...input, plan: { ...plan, smallest: 0.1 } });
  expect(large.answer).toBe('yes');
  const none = await measureCampaign(ctx(), { ...input, plan: { ...plan, metric: 'event', event: 'never done' } });
  expect(none).toMatchObject({ answer: 'no', mde: { ok: false, reason: 'no_variation' } });
});

const linesOf = async (lines: AsyncGenerator<string>) =>
  ((await Readable.from(lines).toArray()) as string[]).map((line) => line.trimEnd());

test('the file of the assignment has everyone once, and the file of the contrasts every figure that was read', async () => {
  const [header, ...rows] = await linesOf(writeAssignmentCsv(ctx(), { id: campaignId }));
  expect(header).toBe('customer_id,arm,assigned_at,due_at,contact,contact_problem');
  const armOf = new Map(rows.map((row) => row.split(',').slice(0, 2) as [string, string]));
  expect(rows).toHaveLength(2_000);
  for (const id of arms.control) expect(armOf.get(id)).toBe('control');
  for (const id of arms.treatment) expect(armOf.get(id)).toBe('treatment');
  const { readOut } = await getCampaignResults(ctx(), { id: campaignId });
  const contrasts = await linesOf(writeContrastCsv(ctx(), { id: campaignId }));
  expect(contrasts).toHaveLength(6);
  const absolute = contrasts[1]?.split(',') ?? [];
  if (!readOut?.effect.ok) throw new Error('refused');
  const { difference, ciLow, ciHigh } = readOut.effect;
  expect(absolute.slice(8, 11).map(Number)).toEqual([difference, ciLow, ciHigh]);
  expect(contrasts.at(-1)).toContain(`verdict: ${readOut.verdict.word}`);
  await expect(linesOf(writeContrastCsv(stage.tenant.as('csm'), { id: randomUUID() }))).rejects.toMatchObject({
    code: 'not_found',
  });
});
