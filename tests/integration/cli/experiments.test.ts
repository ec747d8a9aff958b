import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ExperimentReport } from '@/server/features/experiments/schemas';
import golden from '../../golden/experiments.json';
import { type CommandLine, makeCommandLine } from '../../support/command-line';
import { dataPath } from '../../support/data-path';
import { compareHillstrom, hillstromPlan } from '../../support/hillstrom-golden';

let cli: CommandLine;
beforeAll(async () => {
  cli = await makeCommandLine();
}, 60_000);
afterAll(() => cli.remove());

const hillstrom = dataPath('hillstrom.csv');
const readOut = (file: string, control: string, ...more: string[]) =>
  cli.run('experiment', 'analyse', '--file', file, '--unit', 'row', '--arm', 'segment', '--control', control, ...more);

test.skipIf(hillstrom === null)(
  'spine.2: experiment analyse on hillstrom.csv is one object, equal to the golden file',
  async () => {
    const { metrics, segments, covariate, planned, control } = hillstromPlan;
    const ran = await readOut(
      hillstrom ?? '',
      control,
      ...metrics.flatMap(({ column, kind }) => ['--metric', `${column}:${kind}`]),
      ...segments.flatMap((column) => ['--segment', column]),
      '--covariate',
      String(covariate),
      '--sequential',
      '--planned',
      String(planned),
      '--json',
    );
    expect([ran.code, ran.stderr]).toEqual([0, '']);
    const report = JSON.parse(ran.stdout) as ExperimentReport;
    expect(compareHillstrom(report).wrong).toEqual([]);
    expect(Object.keys(report)).toEqual(['srm', 'contrasts', 'segments', 'interactions', 'verdict', 'arms']);
    const plain = await readOut(hillstrom ?? '', control, '--metric', 'visit:proportion');
    expect(plain.stdout).toContain('5.6852e−112');
    expect(plain.stdout).toMatch(/^works: Mens E-Mail, the clearest of 2 treatments: The difference is 0.07659/);
  },
);

test('experiment power: the sizes of the golden file, and what they cannot show', async () => {
  const power = async (...args: string[]) => {
    const { stdout } = await cli.run('experiment', 'power', ...args, '--json');
    return JSON.parse(stdout) as { mde: number; nPerArm: number; formula: string };
  };
  const { p1, p2, nPerArm } = golden.published.power;
  const found = await power('--baseline', String(p1), '--n', String(2 * nPerArm.pooled));
  expect(found).toMatchObject({ formula: 'pooled', nPerArm: nPerArm.pooled });
  expect(found.mde).toBeCloseTo(p2 - p1, 8);
  // R 4.2.2: power.prop.test(n = 5000, p1 = .1, power = .8), to the tolerance of its root search.
  expect((await power('--baseline', '0.1', '--n', '10000')).mde).toBeCloseTo(0.0174309, 4);
  // R 4.2.2: power.t.test(delta = .2): 393.4057 an arm.
  expect((await power('--mean', '0', '--sd', '1', '--n', '786.8114')).mde).toBeCloseTo(0.2, 4);
  const uneven = await power('--baseline', '0.1', '--n', '10000', '--share', '0.2');
  expect(uneven).toMatchObject({ nPerArm: 2000, nControl: 2000, nTreatment: 8000 });
  expect(uneven.mde).toBeGreaterThan(0.02);
  expect((await power('--baseline', '0.1', '--n', '10000', '--power', '0.9')).mde).toBeGreaterThan(0.019);
});

test('what cannot be is refused, by one object under --json and with what to do', async () => {
  const small = path.join(cli.dir, 'small.csv');
  fs.writeFileSync(small, 'segment,y\nc,1\nt,\n');
  const y = ['--metric', 'y:mean'];
  const cases: [string[], number, string, string][] = [
    [['experiment', 'analyse', '--file', small], 2, 'usage', '--unit is missing'],
    [['experiment', 'power', '--n', '10'], 2, 'usage', 'Give either --baseline'],
    [['experiment', 'power', '--baseline', '1.2', '--n', '10'], 2, 'usage', '--baseline lies between 0 and 1'],
    [['experiment', 'power', '--baseline', '0.9', '--n', '10'], 1, 'undetectable', 'it takes at least 147 units'],
  ];
  for (const [args, code, word, message] of cases) {
    const ran = await cli.run(...args, '--json');
    const { error } = JSON.parse(ran.stdout) as { error: { code: string; message: string } };
    expect([ran.code, error.code, error.message], args.join(' ')).toEqual([
      code,
      word,
      expect.stringContaining(message),
    ]);
  }
  const refused = async (...more: string[]) => (await readOut(small, 'c', ...more)).stderr;
  expect(await refused(...y)).toContain('Row 2: y is empty: write 0 where nothing happened.');
  expect(await refused('--metric', 'y')).toContain('--metric is COLUMN:proportion or COLUMN:mean, not "y"');
  expect(await refused(...y, '--shares', 'c=0')).toContain('--shares needs ARM=0.8, not "c=0"');
  expect(await refused(...y, '--sequential')).toContain('--sequential and --planned N go together');
  expect(await refused(...y, '--smallest', '0')).toContain('smallest: is above 0');
  expect((await readOut('/nowhere.csv', 'c', ...y)).stderr).toContain('There is no file /nowhere.csv.');
});
