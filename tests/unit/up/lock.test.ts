import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

let dir: string;
beforeEach(() => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'holdfast-lock-'));
});
afterEach(() => fs.rmSync(dir, { recursive: true, force: true }));

// A lock belongs to a program of server/processes/up; this one takes it, adds a line to a file, and gives it back.
function contender(work: string) {
  const folder = path.join(dir, 'processes', 'up');
  fs.mkdirSync(folder, { recursive: true });
  const file = path.join(folder, 'contender.mjs');
  const lock = path.resolve('server/processes/up/state/lock.mjs');
  fs.writeFileSync(file, `import fs from 'node:fs'; import { acquireLock } from ${JSON.stringify(lock)}; ${work}`);
  return spawn(process.execPath, [file, dir], { stdio: ['ignore', 'pipe', 'inherit'] });
}

test('many at once never hold it together, and each gets it', async () => {
  const work = `
    const [, , dir] = process.argv;
    for (let i = 0; i < 10; i++) {
      const release = await acquireLock(dir + '/lock', () => {});
      const inside = dir + '/inside';
      fs.writeFileSync(inside, '', { flag: 'wx' });
      await new Promise((done) => setTimeout(done, 2));
      fs.rmSync(inside);
      release();
    }`;
  const codes = await Promise.all(Array.from({ length: 5 }, async () => (await once(contender(work), 'exit'))[0]));
  expect(codes).toEqual([0, 0, 0, 0, 0]);
}, 60_000);

test('one left by a process that was killed is taken over', async () => {
  const holder = contender(`await acquireLock(process.argv[2] + '/lock', () => {});
    console.log('held'); setInterval(() => {}, 1000);`);
  await once(holder.stdout, 'data');
  holder.kill('SIGKILL');
  await once(holder, 'exit');
  const next = contender(`(await acquireLock(process.argv[2] + '/lock', () => process.exit(3)))();`);
  expect(await once(next, 'exit')).toEqual([0, null]);
}, 20_000);
