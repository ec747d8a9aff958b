import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { analyseExperimentFile } from '@/server/features/experiments';
import { experimentPlan } from '@/server/features/experiments/schemas';
import { seededRandom } from '@/server/stats/rng';
import { dataPath } from '../../support/data-path';
import { compareHillstrom, hillstromPlan } from '../../support/hillstrom-golden';

const quiet = () => {};
const file = dataPath('hillstrom.csv');

describe.skipIf(file === null)('spine.2: hillstrom.csv', () => {
  test('equals golden/hillstrom.json: SRM, six differences, CUPED, 38 segments, six interactions', async () => {
    const report = await analyseExperimentFile(file ?? '', hillstromPlan, quiet);
    const { compared, wrong } = compareHillstrom(report);
    expect(wrong).toEqual([]);
    expect(compared).toBeGreaterThan(430);
    expect(report.srm).toMatchObject({ df: 2, mismatch: false });
    expect(report.verdict.word).toBe('works');
    expect(report.contrasts.every(({ region }) => region.ok)).toBe(true);
    const visit = report.contrasts.find(({ arm, metric }) => arm === 'Mens E-Mail' && metric === 'visit');
    expect(visit?.p).toBeGreaterThan(5.68e-112);
    expect(visit?.p).toBeLessThan(5.69e-112);
  });

  test('planned shares that the file does not have make it invalid', async () => {
    const shares = { 'No E-Mail': 0.2, 'Mens E-Mail': 0.4, 'Womens E-Mail': 0.4 };
    const { srm, verdict } = await analyseExperimentFile(file ?? '', { ...hillstromPlan, shares }, quiet);
    expect(srm.mismatch).toBe(true);
    expect(verdict.word).toBe('invalid');
  });
});

let folder: string;
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'holdfast-experiment-'));
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

/** Reads a text as an experiment of `arm`, control c, with the metrics given as COLUMN:KIND. */
function analyse(text: string, { metrics, ...more }: { metrics: string[] } & Record<string, unknown>) {
  const target = path.join(folder, `${fs.readdirSync(folder).length}.csv`);
  fs.writeFileSync(target, text);
  const plan = experimentPlan.parse({
    unit: 'row',
    arm: 'arm',
    control: 'c',
    metrics: metrics.map((metric) => ({ column: metric.split(':')[0], kind: metric.split(':')[1] })),
    ...more,
  });
  return analyseExperimentFile(target, plan, quiet);
}

/** Rows `arm,y` with shares of ones by arm. */
function shareRows(arms: Record<string, [ones: number, of: number]>): string {
  const rows = Object.entries(arms).flatMap(([arm, [ones, of]]) =>
    Array.from({ length: of }, (_, i) => `${arm},${i < ones ? 1 : 0}`),
  );
  return `arm,y\n${rows.join('\n')}\n`;
}

describe('what a file cannot answer', () => {
  test('16 of 30 against 14 of 28: the figures of R, and a region that says they are too few', async () => {
    const report = await analyse(shareRows({ c: [14, 28], t: [16, 30] }), { metrics: ['y:proportion'] });
    const [contrast] = report.contrasts;
    expect(contrast?.statistic).toBeCloseTo(0.2538591035287969, 12);
    expect(contrast?.p).toBeCloseTo(0.7996044106165793, 12);
    expect(contrast?.ciLow).toBeCloseTo(-0.2110311284961098, 12);
    expect(contrast?.region).toMatchObject({ ok: false, reason: 'too_few_events', need: 20 });
    expect(report.verdict.word).toBe('too_small_to_tell');
  });

  test('a metric that never varies has no p, and the others keep theirs', async () => {
    const text = `arm,y,z\n${Array.from({ length: 400 }, (_, i) => `${i % 2 ? 'c' : 't'},0,${i % 3 ? 1 : 0}`).join('\n')}`;
    const { contrasts, verdict } = await analyse(text, { metrics: ['y:proportion', 'z:proportion'] });
    expect(contrasts[0]).toMatchObject({ p: null, ciLow: null, pAdjusted: null, relative: null, difference: 0 });
    expect(contrasts[1]?.p).toBeCloseTo(contrasts[1]?.pAdjusted ?? 0, 12);
    expect(verdict).toMatchObject({ word: 'too_small_to_tell' });
    expect(verdict.reason).toContain('no variation');
  });

  test.each([
    ['arm,y\nc,1\nt,\n', {}, 'Row 2: y is empty: write 0 where nothing happened.'],
    ['arm,y\nc,1\nt,"1,5"\n', {}, 'Row 2: y is "1,5", not a number: use a full stop for decimals'],
    ['arm,y\nc,1\n,2\n', {}, 'Row 2: arm is empty: leave out who was not assigned.'],
    ['arm,y\nc,1\nt,1,3\n', {}, 'Row 2 has 3 cells where the header has 2'],
    ['arm,y\nc,1\nt,"1\n', {}, 'Row 2 is broken (quote not closed)'],
    ['arm,y\nc,1\nc,2\n', {}, 'Every row has arm "c": there is nothing to compare it with.'],
    ['arm,y\na,1\nb,2\n', {}, 'No row has arm "c". The arms are a, b: name one as --control.'],
    ['arm,y\nc,1\nt,2\n', { metrics: ['z:mean'] }, 'There is no column z. The columns are arm, y.'],
    [
      'arm,y\nc,1\nt,2\n',
      { metrics: ['y:proportion'] },
      'Row 2: y is "2": a proportion is 0 or 1; for amounts say y:mean',
    ],
    ['arm,y\nc,1\nt,2\n', { shares: { c: 0.5 } }, '--shares names no share for "t".'],
    ['id,arm,y\n7,c,1\n8,t,2\n7,c,3\n', { unit: 'id' }, 'id 7 stands in row 1 and in row 3: add its rows up first'],
    [
      `arm,y\n${Array.from({ length: 60 }, (_, i) => `c,${i}\nt,${i}`).join('\n')}`,
      { segments: ['y'] },
      'There are more than 50 values in y',
    ],
    [`arm,y\n${Array.from({ length: 30 }, (_, i) => `${i},1`).join('\n')}`, {}, 'There are more than 20 arms in arm'],
  ])('%j is refused with what to do', async (text, more, message) => {
    await expect(analyse(text, { metrics: ['y:mean'], ...more })).rejects.toThrow(message);
  });

  test('a file that is not there', async () => {
    const plan = { ...hillstromPlan };
    await expect(analyseExperimentFile(path.join(folder, 'none.csv'), plan, quiet)).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});

describe('verdicts', () => {
  const big = (ones: number): [number, number] => [ones, 4000];
  test.each([
    [shareRows({ c: big(400), t: big(500) }), {}, 'works'],
    [shareRows({ c: big(500), t: big(400) }), {}, 'harms'],
    [shareRows({ c: big(400), t: big(410) }), {}, 'too_small_to_tell'],
    [shareRows({ c: big(400), t: big(401) }), { smallest: 0.03 }, 'no_difference_that_matters'],
    [shareRows({ c: big(400), t: [550, 4600] }), {}, 'invalid'],
    [shareRows({ c: [230, 1000], t: big(800) }), { shares: { c: 0.2, t: 0.8 } }, 'harms'],
  ])('%#', async (text, more, word) => {
    expect((await analyse(text, { metrics: ['y:proportion'], ...more })).verdict.word).toBe(word);
  });

  test('three treatments share α: what one arm alone would show is not enough', async () => {
    const same: Record<string, [number, number]> = { c: big(400), t: big(456) };
    const alone = await analyse(shareRows(same), { metrics: ['y:proportion'] });
    const among = await analyse(shareRows({ ...same, u: big(400), v: big(401) }), { metrics: ['y:proportion'] });
    expect(alone.contrasts[0]?.p).toBeLessThan(0.05);
    expect(alone.verdict.word).toBe('works');
    expect(among.verdict.word).toBe('too_small_to_tell');
  });

  test('looked at daily, the verdict comes from the sequential interval', async () => {
    const text = shareRows({ c: big(400), t: big(462) });
    const once = await analyse(text, { metrics: ['y:proportion'] });
    const daily = await analyse(text, { metrics: ['y:proportion'], planned: 8000 });
    expect(once.verdict.word).toBe('works');
    expect(daily.verdict.word).toBe('too_small_to_tell');
    expect(daily.contrasts[0]?.p).toBe(once.contrasts[0]?.p);
  });
});

test('shares, windows line ends, semicolons, Latin-1 and a named unit are read', async () => {
  const text = `id;arm;y\r\n1;c;yes\r\n2;t\u00e9;no\r\n3;c;0\r\n4;t\u00e9;1\r\n`;
  const target = path.join(folder, 'latin.csv');
  fs.writeFileSync(target, Buffer.from(text, 'latin1'));
  const plan = experimentPlan.parse({
    unit: 'id',
    arm: 'arm',
    control: 'c',
    metrics: [{ column: 'y', kind: 'proportion' }],
  });
  const { contrasts } = await analyseExperimentFile(target, plan, quiet);
  expect(contrasts[0]).toMatchObject({ arm: 't\u00e9', n: { control: 2, treatment: 2 }, control: 0.5, treatment: 0.5 });
});

test('memory does not grow with the file', { timeout: 60_000 }, async () => {
  const target = path.join(folder, 'large.csv');
  const random = seededRandom(1);
  const out = fs.openSync(target, 'w');
  fs.writeSync(out, 'arm,y,band\n');
  for (let piece = 0; piece < 50; piece += 1) {
    const rows = Array.from(
      { length: 20_000 },
      () => `${random() < 0.5 ? 'c' : 't'},${(100 * random()).toFixed(2)},${Math.floor(9 * random())}`,
    );
    fs.writeSync(out, `${rows.join('\n')}\n`);
  }
  fs.closeSync(out);
  const held: number[] = [];
  const plan = experimentPlan.parse({
    unit: 'row',
    arm: 'arm',
    control: 'c',
    metrics: [{ column: 'y', kind: 'mean' }],
    segments: ['band'],
  });
  const report = await analyseExperimentFile(target, plan, () => held.push(process.memoryUsage().rss / 1e6));
  expect(report.contrasts[0]?.n.control).toBeGreaterThan(490_000);
  expect(held.length).toBe(4);
  expect((held[3] ?? 0) - (held[0] ?? 0), held.join(' ')).toBeLessThan(60);
});
