import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startEmbeddedPostgres } from '@/server/processes/up/embedded-postgres.mjs';
import { runProgram } from '@/server/processes/up/run-program.mjs';
import { commandOf } from '@/server/processes/up/state/liveness.mjs';
import { readRun } from '@/server/processes/up/state/run-file.mjs';

let dir: string;
beforeAll(() => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'holdfast-commands-'));
});
afterAll(async () => {
  await (await startEmbeddedPostgres(path.join(dir, 'postgres'))).stop();
  fs.rmSync(dir, { recursive: true, force: true });
});

const program = 'server/processes/up/holdfast.mjs';
const surroundings = (more = {}) => ({ ...process.env, HOLDFAST_DIR: dir, ...more });
const holdfast = (...args: string[]) => runProgram(process.execPath, [program, ...args], { env: surroundings() });

async function untilOpen() {
  for (let tries = 0; tries < 600; tries++) {
    const run = readRun(dir);
    if (run?.state === 'running') return run;
    await sleep(50);
  }
  throw new Error('the stores did not open');
}

test('commands at the same time share the stores of the first, and nothing is left running', async () => {
  const first = holdfast('workspace', 'create', 'one', '--json');
  const { pid, processes } = await untilOpen();
  const others = [holdfast('workspace', 'create', 'two', '--json'), holdfast('workspace', 'create', 'three', '--json')];
  const answers = await Promise.all([first, ...others]);
  expect(answers.map(({ stdout }) => JSON.parse(stdout).slug)).toEqual(['one', 'two', 'three']);
  expect(answers.map(({ code }) => code)).toEqual([0, 0, 0]);
  expect([pid, ...Object.values<number>(processes)].map(commandOf)).toEqual(['', '', '']);
  expect(fs.existsSync(path.join(dir, 'run.json'))).toBe(false);
  expect(fs.existsSync(path.join(dir, 'sample-sign-in.json'))).toBe(false);
}, 120_000);

test('what a command wrote is there for the next', async () => {
  const again = await holdfast('workspace', 'create', 'one', '--json');
  expect(again.code).toBe(1);
  expect(JSON.parse(again.stdout)).toMatchObject({ error: { code: 'conflict' } });
}, 60_000);

test('after a kill -9 of a command its engine ends, and the next command adopts the record', async () => {
  const killed = spawn(process.execPath, [program, 'workspace', 'create', 'four'], { env: surroundings() });
  const { processes } = await untilOpen();
  killed.kill('SIGKILL');
  await once(killed, 'exit');
  const next = await holdfast('workspace', 'create', 'five', '--json');
  expect(JSON.parse(next.stdout)).toMatchObject({ slug: 'five' });
  expect(commandOf(processes.clickhouse)).toBe('');
}, 120_000);

test('a wrong setting is told as JSON where JSON was asked for, and exits 1', async () => {
  const env = surroundings({ LOG_LEVEL: 'loud' });
  const refused = await runProgram(process.execPath, [program, 'workspace', 'create', 'six', '--json'], { env });
  expect(refused.code).toBe(1);
  expect(JSON.parse(refused.stdout)).toEqual({
    error: { code: 'failed', message: expect.stringMatching(/^LOG_LEVEL /) },
  });
});

test('a command that needs no stores opens none', async () => {
  const elsewhere = path.join(dir, 'none');
  const words = [
    'clv',
    'formula',
    '--name',
    'basic',
    '--set',
    'value=10',
    '--set',
    'frequency=2',
    '--set',
    'lifespan=3',
  ];
  const ran = await runProgram(process.execPath, [program, ...words, '--json'], {
    env: surroundings({ HOLDFAST_DIR: elsewhere }),
  });
  expect(JSON.parse(ran.stdout)).toMatchObject({ value: 60 });
  expect(fs.readdirSync(elsewhere)).toEqual([]);
}, 60_000);

test('wrong usage exits 2', async () => {
  expect((await holdfast('no', 'such', 'command')).code).toBe(2);
}, 60_000);
