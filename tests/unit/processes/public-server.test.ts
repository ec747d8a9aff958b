import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { createPublicServer } from '@/server/processes/web/public-server';

const open: http.Server[] = [];
afterEach(() => {
  for (const server of open.splice(0)) server.close().closeAllConnections();
});

/** Answers with how many bytes came, after thinking. */
async function serve(silenceMs: number, thinkMs = 0): Promise<{ server: http.Server; url: URL }> {
  const server = createPublicServer({ silenceMs });
  server.on('request', async (request: http.IncomingMessage, response: http.ServerResponse) => {
    let size = 0;
    if (request.method === 'GET') return void sleep(thinkMs).then(() => response.end('page'));
    try {
      for await (const piece of request) size += (piece as Buffer).length;
    } catch {
      return;
    }
    await sleep(thinkMs);
    response.end(String(size));
  });
  server.listen(0, '127.0.0.1');
  open.push(server);
  await once(server, 'listening');
  return { server, url: new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`) };
}

async function answerOf(sending: http.ClientRequest): Promise<string> {
  const [response] = (await once(sending, 'response')) as [http.IncomingMessage];
  return (await response.setEncoding('utf8').toArray()).join('');
}

test('a body may take as long as it comes: no total limit, the head has one', async () => {
  const { server, url } = await serve(400);
  expect(server.requestTimeout).toBe(0);
  expect(server.headersTimeout).toBe(60_000);
  const sending = http.request(url, { method: 'POST' });
  const answered = answerOf(sending);
  for (let piece = 0; piece < 12; piece += 1) {
    sending.write('piece');
    await sleep(100);
  }
  sending.end();
  expect(await answered).toBe('60');
});

test('a body that falls silent is cut', async () => {
  const { url } = await serve(200);
  const sending = http.request(url, { method: 'POST' });
  const failed = once(sending, 'error');
  sending.write('half');
  const startedMs = performance.now();
  const [error] = (await failed) as [NodeJS.ErrnoException];
  expect(error.code).toBe('ECONNRESET');
  expect(performance.now() - startedMs).toBeGreaterThan(150);
});

test('an answer that takes long to make is not', async () => {
  const { url } = await serve(100, 600);
  const sending = http.request(url, { method: 'POST' });
  sending.end('whole');
  expect(await answerOf(sending)).toBe('5');
  expect(await answerOf(http.request(url).end())).toBe('page');
});
