import { once } from 'node:events';
import net from 'node:net';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Database } from '@/server/platform/database';
import { createReadiness } from '@/server/platform/readiness';
import { withoutWall } from '@/server/platform/transaction';
import { testStores } from '@/tests/support/stores';

// A record that neither answers nor closes: stopped, or behind a network that swallows everything.
let db: Database;
let way: net.Server;
let isSilent = false;
const held: (() => void)[] = [];
const sockets = new Set<net.Socket>();

beforeAll(async () => {
  const url = new URL((await testStores()).appUrl);
  const record = { host: url.hostname, port: Number(url.port) };
  way = net.createServer((client) => {
    const store = net.connect(record);
    for (const socket of [client, store]) {
      sockets.add(socket);
      socket.on('error', () => {});
    }
    client.on('data', (data) => {
      if (isSilent) held.push(() => store.write(data));
      else store.write(data);
    });
    store.pipe(client);
  });
  way.listen(0, '127.0.0.1');
  await once(way, 'listening');
  url.port = String((way.address() as net.AddressInfo).port);
  db = new Database(url.href, { max: 1 });
});
afterAll(async () => {
  await db.close();
  for (const socket of sockets) socket.destroy();
  way.close();
});

async function timed<T>(work: Promise<T>): Promise<{ answer: T; seconds: number }> {
  const startedMs = performance.now();
  return { answer: await work, seconds: (performance.now() - startedMs) / 1000 };
}

test('readiness says no in three seconds when the record is silent, at once while it stays so, and yes when it is back', async () => {
  const readiness = createReadiness(db);
  expect(await readiness()).toEqual({ ready: true });
  isSilent = true;
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  const first = await timed(readiness());
  expect(first.answer).toEqual({ ready: false, reason: 'record_unavailable' });
  expect(first.seconds).toBeLessThan(4);
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  expect((await timed(readiness())).seconds).toBeLessThan(0.5);
  expect(held).toHaveLength(1);
  isSilent = false;
  for (const send of held) send();
  await expect.poll(readiness, { timeout: 5_000, interval: 200 }).toEqual({ ready: true });
}, 20_000);

test('a statement that takes too long ends, and its connection serves the next', async () => {
  const limited = new Database((await testStores()).appUrl, { max: 1, statementMs: 200 });
  try {
    const { seconds } = await timed(
      expect(withoutWall(limited, (tx) => tx.execute(sql`select pg_sleep(5)`))).rejects.toMatchObject({
        cause: { code: '57014' },
      }),
    );
    expect(seconds).toBeLessThan(3);
    expect(await withoutWall(limited, (tx) => tx.execute(sql`select 1 as one`))).toMatchObject([{ one: 1 }]);
  } finally {
    await limited.close();
  }
});
