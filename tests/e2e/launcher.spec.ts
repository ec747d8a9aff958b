import { once } from 'node:events';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { findFreePort } from '../../server/processes/up/embedded-postgres.mjs';
import { runProgram } from '../../server/processes/up/run-program.mjs';
import { commandOf } from '../../server/processes/up/state/liveness.mjs';
import { startStack } from '../support/stack.mjs';

// The launcher needs the built pages, so these run beside the browser tests. They open no page.
let dir: string;
test.beforeEach(() => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'holdfast-launcher-'));
});
test.afterEach(() => fs.rmSync(dir, { recursive: true, force: true }));

const withoutSample = { HOLDFAST_SAMPLE: 'off' };
const isAlive = (pid: number) => commandOf(pid) !== '';
async function start(env: Record<string, string>) {
  const [PORT, INGEST_PORT, METRICS_PORT] = await Promise.all([findFreePort(), findFreePort(), findFreePort()]);
  const ports = { PORT: `${PORT}`, INGEST_PORT: `${INGEST_PORT}`, METRICS_PORT: `${METRICS_PORT}` };
  return runProgram(process.execPath, ['server/processes/up/start.mjs'], {
    env: { ...process.env, ...ports, ...withoutSample, HOLDFAST_DIR: dir, ...env },
  });
}

test('serves on its own port, forwards events, shows metrics of every process, and stops clean', async () => {
  const stack = await startStack({ dir, env: withoutSample });
  expect(fs.existsSync(path.join(dir, 'sample-sign-in.json'))).toBe(false);
  expect((await fetch(stack.address)).ok).toBe(true);
  const unsigned = { method: 'POST', body: '{"batch":[]}' };
  const direct = await fetch(`${stack.ingestAddress}/v1/batch`, unsigned);
  const forwarded = await fetch(`${stack.address}/v1/batch`, unsigned);
  expect([forwarded.status, await forwarded.text()]).toEqual([direct.status, await direct.text()]);
  expect(forwarded.status).toBe(401);
  const metrics = await (await fetch(stack.metricsAddress)).text();
  for (const name of ['web', 'ingest', 'worker'])
    expect(metrics).toContain(`process_resident_memory_bytes{process="${name}"}`);
  expect(stack.output()).not.toContain('key=');
  for (const secret of ['keys.json', 'passwords.json', 'run.json', 'outbox.json'])
    expect(fs.statSync(path.join(dir, secret)).mode & 0o777, secret).toBe(0o600);
  const pids = Object.values(stack.run().processes);
  expect(pids.length).toBe(5);
  expect(await stack.stop()).toBe(0);
  expect(pids.filter(isAlive)).toEqual([]);
  expect(fs.existsSync(path.join(dir, 'run.json'))).toBe(false);
});

test('starts again whatever is killed, on the same addresses', async () => {
  const stack = await startStack({ dir, env: withoutSample });
  const before = stack.run();
  for (const pid of Object.values(before.processes)) process.kill(pid, 'SIGKILL');
  await expect
    .poll(async () => (await fetch(`${stack.address}/readyz`).catch(() => undefined))?.status, { timeout: 30_000 })
    .toBe(200);
  await expect.poll(() => Object.values(stack.run().processes).every(isAlive), { timeout: 30_000 }).toBe(true);
  const after = stack.run();
  expect(after.addresses).toEqual(before.addresses);
  for (const [name, pid] of Object.entries(after.processes)) expect(pid, name).not.toBe(before.processes[name]);
  expect(await stack.stop()).toBe(0);
});

test('when the launcher is killed its processes end, and the next start adopts the record', async () => {
  const first = await startStack({ dir, env: withoutSample });
  const { processes } = first.run();
  first.launcher.kill('SIGKILL');
  await once(first.launcher, 'exit');
  const second = await startStack({ dir, env: withoutSample });
  const { postgres, ...others } = processes;
  expect(Object.values(others).filter(isAlive)).toEqual([]);
  expect(second.run().processes.postgres).toBe(postgres);
  expect(await second.stop()).toBe(0);
});

test('a second launcher, a taken port and a wrong value are each refused in one line', async () => {
  const stack = await startStack({ dir, env: withoutSample });
  const twin = await start({});
  expect(twin.code).toBe(1);
  expect(twin.output).toMatch(/^holdfast: HOLDFAST_DIR: process \d+ serves from it already.*\n$/);
  await stack.stop();

  const holder = net.createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => holder.once('listening', resolve));
  const { port } = holder.address() as net.AddressInfo;
  const taken = await start({ INGEST_PORT: String(port) });
  expect([taken.code, taken.output]).toEqual([
    1,
    `holdfast: INGEST_PORT: port ${port} is taken, set INGEST_PORT to a free one\n`,
  ]);
  holder.close();

  const wrong = await start({ PUBLIC_URL: 'example.com' });
  expect(wrong.code).toBe(1);
  expect(wrong.output).toMatch(/^holdfast: PUBLIC_URL must be an address .*\n$/);
  const unreachable = await start({ DATABASE_URL: 'postgres://nobody:secret-word@127.0.0.1:1/none' });
  expect(unreachable.code).toBe(1);
  expect(unreachable.output).toMatch(/^holdfast: .+\n$/);
  expect(unreachable.output).not.toContain('secret-word');
});
