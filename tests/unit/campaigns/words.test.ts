import { expect, test } from 'vitest';
import { colourOf, refusalText, resultSentence } from '@/components/campaigns/campaign-words';
import { emptyDraft, inputOf, measureOf, valuesOf } from '@/components/campaigns/draft-values';
import { measureSentence } from '@/components/campaigns/measure-words';
import { minorUnitsOf } from '@/components/campaigns/minor-units';
import { plainText } from '@/components/evidence/words';
import { judgeMeasurability } from '@/server/features/campaigns/domain/measurability';
import { readOut } from '@/server/features/campaigns/domain/read-out';
import type { CampaignResults, CampaignView } from '@/server/features/campaigns/schemas';

const plan = { metric: 'ordered', windowDays: 14, alpha: 0.05, smallest: 0.02, better: 'higher' } as const;
const at = new Date('2026-03-02T09:00:00Z');
const campaign: CampaignView = {
  id: '019cab36-2d00-7000-8000-000000000001',
  name: 'Come back',
  state: 'finished',
  channel: 'email',
  segment: null,
  controlShare: 0.2,
  subject: 'Hi',
  message: 'Hi',
  webhookUrl: null,
  plan,
  seal: { hash: 'ab12cd', salt: '00', at, audience: null },
  launchedAt: at,
  endsAt: at,
  endedAt: null,
  createdAt: at,
};

const shares = (n: number, y: number) => ({ n, y, yy: y, yyy: y, x: 0, xx: 0, xy: 0, r: 0, rr: 0, rrr: 0, unknown: 0 });
function resultsOf(control: [number, number], treatment: [number, number]): CampaignResults {
  const found = readOut(
    { control: shares(...control), treatment: shares(...treatment) },
    { plan, controlShare: 0.2, unit: 100 },
  );
  if ('ok' in found) throw new Error(found.reason);
  return {
    campaign,
    counts: { arms: { control: control[0], treatment: treatment[0] }, handOvers: {} },
    skipped: [],
    contamination: [],
    isSealIntact: true,
    progress: { daysIn: 14, daysOf: 14 },
    split: found.split,
    readOut: found,
    waitsFor: null,
    revenue: [],
    readUntil: at.toISOString(),
  };
}
const said = (results: CampaignResults) => plainText(resultSentence(results, 'USD')).replaceAll('\u00a0', ' ');

test('the answer says what it did only where the data do', () => {
  expect(said(resultsOf([1_000, 100], [4_000, 520]))).toMatch(
    /^Come back raised the share that ordered within 14 days by 3\.0 points over doing nothing \(95 % interval 0\.\d to 5\.\d\)\.$/,
  );
  expect(said(resultsOf([1_000, 130], [4_000, 400]))).toMatch(/lowered .* by 3\.0 points/);
  expect(said(resultsOf([1_000, 100], [4_000, 410]))).toMatch(/cannot be told apart from noise/);
  expect(said(resultsOf([20_000, 2_000], [80_000, 8_040]))).toMatch(/no difference that matters/);
  expect(said(resultsOf([1_300, 100], [4_000, 520]))).toMatch(/do not have the planned sizes/);
  expect(said(resultsOf([100, 3], [400, 20]))).toMatch(/^Too few customers to say .*needs 20\.$/);
  const early = {
    ...resultsOf([1_000, 100], [4_000, 520]),
    campaign: { ...campaign, state: 'running' as const },
    readOut: null,
    waitsFor: 'window' as const,
    progress: { daysIn: 3, daysOf: 14 },
  };
  expect(said(early)).toBe('The window is not finished; 3 of 14 days are in.');
});

test('revenue is refused by its skewness and told in money where it is not', () => {
  const money = (n: number, mean: number) => ({
    ...shares(n, 0),
    r: n * mean,
    rr: n * (mean * mean + 400),
    rrr: n * (mean ** 3 + 3 * mean * 400),
  });
  const both = { control: { ...money(1_000, 1_000), y: 1 }, treatment: { ...money(4_000, 1_010), y: 4 } };
  const found = readOut(both, { plan, controlShare: 0.2, unit: 100 });
  if ('ok' in found || !found.incremental.ok) throw new Error('refused');
  expect(found.incremental.minor).toBeCloseTo(40_000, 6);
  expect(found.incremental.ciLow).toBeGreaterThan(0);
  const [rich] = [{ ...money(1_000, 0), rr: 1e12, rrr: 1e18 }];
  const skewed = readOut({ control: rich, treatment: { ...rich, n: 4_000 } }, { plan, controlShare: 0.2, unit: 100 });
  expect('ok' in skewed ? skewed : skewed.incremental).toMatchObject({ ok: false, reason: 'too_skewed' });
});

test('what is typed becomes a plan and comes back the same', () => {
  expect(measureOf(emptyDraft, 100)).toMatchObject({
    segment: null,
    controlShare: 0.2,
    plan: { smallest: 0.02, windowDays: 14 },
  });
  for (const wrong of [
    { controlPercent: '2' },
    { windowDays: '1.5' },
    { smallest: '' },
    { smallest: '101' },
    { metric: 'event' as const },
  ])
    expect(measureOf({ ...emptyDraft, ...wrong }, 100)).toBeUndefined();
  expect(inputOf(emptyDraft, 100)).toBeUndefined();
  const money = inputOf({ ...emptyDraft, name: 'A', metric: 'net_revenue', smallest: '3.5' }, 100);
  expect(money?.plan).toMatchObject({ metric: 'net_revenue', smallest: 350 });
  expect(valuesOf({ ...campaign, plan: { ...plan, metric: 'net_revenue', smallest: 350 } }, 100).smallest).toBe('3.5');
  expect([minorUnitsOf('USD'), minorUnitsOf('JPY')]).toEqual([100, 1]);
});

test('measurability in words, and a refusal with what it would need', () => {
  const sums = { customers: 5_000, y: 600, yy: 600, yyy: 600, x: 0, xx: 0, xy: 0 };
  const judge = (smallest: number) => ({
    ...judgeMeasurability(sums, { plan: { ...plan, smallest }, controlShare: 0.2 }),
    from: '2026-02-17',
    until: '2026-03-02',
  });
  const about = { values: emptyDraft, currency: 'USD', failed: undefined };
  expect(judge(0.05).answer).toBe('yes');
  expect(plainText(measureSentence(judge(0.02), about)).replaceAll('\u00a0', ' ')).toMatch(
    /^Only a large effect would be seen: with 5,000 customers .* 3\.\d points or more \(8 times in 10\)\.$/,
  );
  expect(refusalText({ ok: false, reason: 'too_few_events', have: 7.6, need: 20 })).toBe(
    '7 expected events in the smaller arm, needs 20',
  );
  // More in control sees smaller effects, up to a half.
  const effects = judge(0.02).byControlShare.map(({ effect }) => effect ?? 0);
  expect(effects.toSorted((a, b) => b - a)).toEqual(effects);
});

test('what the read-out would refuse is not called measurable', () => {
  const rare = { customers: 2_099, y: 2, yy: 2, yyy: 2, x: 0, xx: 0, xy: 0 };
  const found = judgeMeasurability(rare, { plan, controlShare: 0.2 });
  // 20 expected events in control are 100 in all: an effect of nearly six points has to bring them.
  expect(found.mde).toMatchObject({
    ok: true,
    effect: expect.closeTo(0.0587, 3),
    formula: expect.stringContaining('20'),
  });
  expect(found.answer).toBe('only_if_large');
  expect(found.power.find(({ effect }) => effect > 0 && effect < 0.05)?.chance).toBe(0);
  const lower = judgeMeasurability(rare, { plan: { ...plan, better: 'lower' }, controlShare: 0.2 });
  expect(lower.mde).toMatchObject({ ok: false, reason: 'too_few_events', need: 20 });
  // Spend of which one customer has most.
  const spend = { customers: 400, y: 1e6, yy: 1e12, yyy: 1e18, x: 0, xx: 0, xy: 0 };
  const money = { ...plan, metric: 'net_revenue' as const, smallest: 100 };
  expect(judgeMeasurability(spend, { plan: money, controlShare: 0.2 }).mde).toMatchObject({
    ok: false,
    reason: 'too_skewed',
    have: 80,
  });
});

test('a window that has closed says which records it still waits for', () => {
  const closed = resultsOf([1_000, 100], [4_000, 520]);
  const waiting = { ...closed, readOut: null, waitsFor: 'window' as const, progress: { daysIn: 3, daysOf: 14 } };
  expect(said(waiting)).toBe('The window has closed; the records of 3 of its 14 days are in.');
});

test('a difference that does not matter keeps its sign and takes no colour of its own', () => {
  const less = resultsOf([20_000, 2_200], [80_000, 8_250]);
  expect(less.readOut?.verdict.word).toBe('no_difference_that_matters');
  expect(said(less)).toMatch(/\(95 % interval −1\.\d to −0\.\d\)/);
  expect(colourOf(less)).toBe('neither');
  expect(colourOf(resultsOf([1_000, 100], [4_000, 520]))).toBe('higher');
});
