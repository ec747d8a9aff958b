import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { createForwarder } from '@/server/processes/web/forward';

const open: http.Server[] = [];
afterEach(() => {
  for (const server of open.splice(0)) server.close().closeAllConnections();
});

async function listen(listener: http.RequestListener): Promise<URL> {
  const server = http.createServer(listener).listen(0, '127.0.0.1');
  open.push(server);
  await once(server, 'listening');
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
}

async function serveForward(ingest: URL): Promise<URL> {
  const forwarder = createForwarder(ingest);
  return listen((request, response) => forwarder.forward(request, response));
}

test('a body reaches ingest while the client still sends it', async () => {
  let arrived = () => {};
  const first = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  const ingest = await listen((request, response) => {
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      arrived();
    });
    request.on('end', () => response.end(JSON.stringify({ size, url: request.url, method: request.method })));
  });
  const web = await serveForward(ingest);
  const sending = http.request(new URL('/v1/batch?x=1', web), { method: 'POST' });
  sending.write('half');
  await first;
  sending.end('half');
  const [answer] = (await once(sending, 'response')) as [http.IncomingMessage];
  const body = JSON.parse((await answer.setEncoding('utf8').toArray()).join(''));
  expect(body).toEqual({ size: 8, url: '/v1/batch?x=1', method: 'POST' });
});

test('headers of one hop stop here, the others and the sender pass', async () => {
  const ingest = await listen((request, response) => {
    response.writeHead(200, { 'x-answer': 'yes', connection: 'x-hop', 'x-hop': 'secret' });
    response.end(JSON.stringify(request.headers));
  });
  const web = await serveForward(ingest);
  const sending = http.request(new URL('/v1/track', web), {
    method: 'POST',
    headers: {
      authorization: 'Basic a2V5Og==',
      te: 'trailers',
      connection: 'x-mine',
      'x-mine': '1',
      'x-forwarded-for': '203.0.113.9',
    },
  });
  sending.end('{}');
  const [answer] = (await once(sending, 'response')) as [http.IncomingMessage];
  const seen = JSON.parse((await answer.setEncoding('utf8').toArray()).join(''));
  expect(seen).toMatchObject({ authorization: 'Basic a2V5Og==', 'x-forwarded-for': '203.0.113.9, 127.0.0.1' });
  expect(seen).not.toHaveProperty('te');
  expect(seen).not.toHaveProperty('x-mine');
  expect(answer.headers['x-answer']).toBe('yes');
  expect(answer.headers).not.toHaveProperty('x-hop');
});

test('ingest that is down is 503 with Retry-After', async () => {
  const gone = await listen(() => {});
  open.pop()?.close();
  const web = await serveForward(gone);
  const answer = await fetch(new URL('/v1/batch', web), { method: 'POST', body: 'x'.repeat(1_000_000) });
  expect(answer.status).toBe(503);
  expect(answer.headers.get('retry-after')).toBe('1');
});

test('an answer given before the body is read reaches the client', async () => {
  const ingest = await listen((request, response) => {
    response.writeHead(413).end('too large', () => request.resume());
  });
  const web = await serveForward(ingest);
  const answer = await fetch(new URL('/v1/batch', web), { method: 'POST', body: Buffer.alloc(20_000_000) });
  expect([answer.status, await answer.text()]).toEqual([413, 'too large']);
});

test('an answer that breaks off breaks off for the client too', async () => {
  const ingest = await listen((_request, response) => {
    response.writeHead(200, { 'content-length': '10' });
    response.write('half', () => response.destroy());
  });
  const web = await serveForward(ingest);
  const answer = await fetch(new URL('/v1/batch', web));
  await expect(answer.text()).rejects.toThrow();
});

test('a client that leaves ends the request to ingest', async () => {
  let left = () => {};
  const ended = new Promise<void>((resolve) => {
    left = resolve;
  });
  const ingest = await listen((request) => {
    request.resume().on('close', left);
  });
  const web = await serveForward(ingest);
  const sending = http.request(new URL('/v1/batch', web), { method: 'POST' }).on('error', () => {});
  sending.write('half');
  setTimeout(() => sending.destroy(), 100);
  await ended;
});

test('a slow ingest slows the client down instead of filling memory', async () => {
  let accept = () => {};
  let taken = 0;
  const ingest = await listen((request, response) => {
    accept = () => request.resume();
    request.on('end', () => response.end());
  });
  const web = await serveForward(ingest);
  const sending = http.request(new URL('/v1/batch', web), { method: 'POST' });
  const chunk = Buffer.alloc(1_000_000);
  const pushed = (async () => {
    for (; taken < 100; taken++) if (!sending.write(chunk)) await once(sending, 'drain');
  })();
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(taken).toBeLessThan(50); // sockets hold a few megabytes; nothing between them holds more
  accept();
  await pushed;
  sending.end();
  const [answer] = (await once(sending, 'response')) as [http.IncomingMessage];
  expect(answer.statusCode).toBe(200);
});
