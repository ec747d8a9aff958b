import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { runProgram } from '../../server/processes/up/run-program.mjs';
import { environment, root } from '../../server/processes/up/settings.mjs';
import { AppAnswers, differing } from '../support/app-answers';
import { buildBroken } from '../support/broken-build.mjs';
import { dataPath } from '../support/data-path';
import { runHoldfast } from '../support/holdfast-command';
import { visitorOf } from '../support/sign-in';
import { startStack } from '../support/stack.mjs';

export const title =
  'rebuild after deleting the ClickHouse folder answers identically; random histories equal a recomputation';

const workspaces = ['sample', 'cdnow'];
const clv = ['clv', 'fit', 'cdnow', '--calibrate-until', '1997-09-30', '--holdout-until', '1998-06-30'];

/** What the pages ask of both workspaces, over HTTP by somebody who signed in. */
async function readEverything(dir: string): Promise<Map<string, string>> {
  const stack = await startStack({ dir, env: { SMTP_URL: '' }, withinSeconds: 900 });
  try {
    const answers = new AppAnswers(await visitorOf(stack.address, path.join(dir, 'sample-sign-in.json')));
    for (const slug of workspaces) await answers.collect(slug);
    return answers.bytes;
  } finally {
    await stack.stop();
  }
}

/** A fit of all models, without the number of its run. */
async function fit(dir: string): Promise<string> {
  const { runId, ...report } = await runHoldfast<{ runId: string }>(dir, ...clv);
  return JSON.stringify({ ...report, isKept: runId !== '' });
}

async function rebuildAll(file: string, say: (line: string) => void) {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'holdfast-rebuild-'));
  const folder = path.join(dir, 'clickhouse');
  try {
    const stack = await startStack({ dir, env: { SMTP_URL: '' }, withinSeconds: 900 });
    await runHoldfast(dir, 'workspace', 'create', 'cdnow', '--count', 'people');
    const columns = ['--map', 'customer_id=sample_id', '--map', 'ordered_at=date'];
    await runHoldfast(dir, 'import', 'cdnow', 'orders', file, ...columns);
    const fitBefore = await fit(dir);
    await stack.stop();
    const before = await readEverything(dir);
    fs.rmSync(folder, { recursive: true });
    say(`${before.size} answers kept, the folder of ClickHouse is gone`);
    const { rows, seconds } = await runHoldfast<{ rows: number; seconds: number }>(dir, 'rebuild');
    const after = await readEverything(dir);
    const wrong = differing(before, after);
    for (const question of wrong.slice(0, 5)) say(`differs: ${decodeURIComponent(question)}`);
    const isSameFit = fitBefore === (await fit(dir));
    const bytes = [...before.values()].reduce((sum, text) => sum + text.length, 0);
    return {
      holds: before.size > 0 && wrong.length === 0 && isSameFit && rows > 0,
      figure: `${rows} rows rebuilt in ${seconds} s, ${before.size} answers of ${bytes} bytes compared, ${wrong.length} differ, the fits of clv ${isSameFit ? 'are the same' : 'DIFFER'}`,
    };
  } finally {
    fs.rmSync(dir, { recursive: true, force: true });
  }
}

/** The randomised test of a tree, with its figures. */
async function runRandom(cwd: string, size: 'short' | 'long') {
  const vitest = path.join(cwd, 'node_modules/vitest/vitest.mjs');
  const args = [vitest, 'run', '--project', 'integration', 'tests/integration/facts/random.test.ts'];
  const { code, output } = await runProgram(process.execPath, args, { cwd, env: { ...environment, FACTS: size } });
  const lines = output.split('\n').filter((line: string) => line.startsWith('random histories'));
  const figures = lines.map((line: string) => /(\d+) comparisons, (\d+) wrong/.exec(line) ?? []);
  const sum = (at: number) => figures.reduce((total: number, found: string[]) => total + Number(found[at] ?? 0), 0);
  return { isGreen: code === 0, lines, comparisons: sum(1), wrong: sum(2) };
}

async function runControl() {
  const broken = await buildBroken('blocks-without-token');
  try {
    return await runRandom(broken.dir, 'short');
  } finally {
    broken.remove();
  }
}

export async function run(say: (line: string) => void) {
  const file = dataPath('cdnow-sample.csv');
  if (file === null) return { holds: false, figure: 'cdnow-sample.csv is not there: set HOLDFAST_DATA' };
  const rebuilt = await rebuildAll(file, say);
  say(rebuilt.figure);
  say('random histories in the long form, some minutes');
  const ours = await runRandom(root, 'long');
  for (const line of ours.lines) say(line);
  say('control: blocks without a deduplication token');
  const control = await runControl();
  for (const line of control.lines) say(line);
  return {
    holds: rebuilt.holds && ours.isGreen && ours.comparisons > 0 && !control.isGreen && control.wrong > 0,
    figure: `${rebuilt.figure}; ${ours.comparisons} comparisons of random histories, ${ours.wrong} wrong; the control: ${control.wrong} of ${control.comparisons} wrong`,
  };
}
