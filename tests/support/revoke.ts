import { type ChildProcess, spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { environmentFor } from '../../server/processes/up/child.mjs';
import { findFreePort } from '../../server/processes/up/embedded-postgres.mjs';
import { root } from '../../server/processes/up/settings.mjs';
import { Visitor } from './sign-in';

interface RunningStack {
  address: string;
  run(): { addresses: Record<string, string> };
}

const email = 'revoked@holdfast.example';
const password = 'seven green kettles';

/** A second web process over the record of a running stack. */
async function startSecondWeb(stack: RunningStack, dir: string): Promise<{ address: string; child: ChildProcess }> {
  const port = String(await findFreePort());
  const child: ChildProcess = spawn(process.execPath, [path.join(root, 'dist/web.js')], {
    cwd: root,
    stdio: 'ignore',
    env: environmentFor({
      ...stack.run().addresses,
      HOLDFAST_KEYS: fs.readFileSync(path.join(dir, 'keys.json'), 'utf8'),
      HOLDFAST_DIR: dir,
      LOG_LEVEL: 'silent',
      PORT: port,
    }) as NodeJS.ProcessEnv,
  });
  const address = `http://localhost:${port}`;
  for (let attempt = 0; attempt < 300; attempt += 1) {
    const ready = await fetch(`${address}/readyz`).catch(() => undefined);
    if (ready?.ok) return { address, child };
    await sleep(100);
  }
  child.kill();
  throw new Error('the second web process does not become ready');
}

async function mutate(visitor: Visitor, address: string, procedure: string, input?: object): Promise<unknown> {
  const cookie = [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const answer = await fetch(`${address}/api/trpc/_/${procedure}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: address, cookie },
    body: JSON.stringify({ json: input }),
  });
  if (!answer.ok) throw new Error(`${procedure} answers ${answer.status}: ${await answer.text()}`);
  return answer.json();
}

async function signIn(address: string): Promise<Visitor> {
  const visitor = new Visitor(address);
  const { csrfToken } = (await (await visitor.ask('/api/auth/csrf')).json()) as { csrfToken: string };
  const answer = await visitor.ask('/api/auth/callback/credentials', { csrfToken, email, password, json: 'true' });
  if (!answer.ok) throw new Error(`signing in answers ${answer.status}`);
  return visitor;
}

/** Signs up by the screen's own procedures; the mailed link is read in the local outbox. */
async function signUp(address: string, dir: string): Promise<void> {
  const visitor = new Visitor(address);
  await mutate(visitor, address, 'people.signUp', { name: 'Rita', email, password });
  const { sessionSecret } = JSON.parse(fs.readFileSync(path.join(dir, 'keys.json'), 'utf8')) as {
    sessionSecret: string;
  };
  const key = createHmac('sha256', sessionSecret).update('holdfast local outbox').digest('hex').slice(0, 32);
  await visitor.ask(`/outbox/open?key=${key}`);
  const page = await (await visitor.ask('/outbox')).text();
  const token = /\/verify\?token=([\w-]{43})/.exec(page)?.[1];
  if (!token) throw new Error('the local outbox holds no link');
  await mutate(visitor, address, 'people.verifyAddress', { token, password });
}

const isIn = async (address: string, visitor: Visitor): Promise<boolean> => {
  const elsewhere = new Visitor(address);
  for (const [name, value] of visitor.cookies) elsewhere.cookies.set(name, value);
  return (await elsewhere.ask('/statusz')).status === 200;
};

/**
 * Signs in at one web process, is seen by a second one, is revoked at the first, and asks the second again at once.
 * Returns how many sessions the second took before and refused after.
 */
export async function refusedAfterRevoking(options: { stack: RunningStack; dir: string; rounds: number }) {
  const { stack, dir, rounds } = options;
  await signUp(stack.address, dir);
  const second = await startSecondWeb(stack, dir);
  try {
    const keeper = await signIn(stack.address);
    let [accepted, refused] = [0, 0];
    for (let round = 0; round < rounds; round += 1) {
      const session = await signIn(stack.address);
      if (await isIn(second.address, session)) accepted += 1;
      await mutate(keeper, stack.address, 'people.revokeOtherSessions');
      if (!(await isIn(second.address, session))) refused += 1;
    }
    return { accepted, refused };
  } finally {
    second.child.kill('SIGTERM');
    if (second.child.exitCode === null) await once(second.child, 'exit');
  }
}
