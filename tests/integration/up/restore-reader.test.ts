import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { readerAddress, restoreReaderUser } from '@/server/processes/prepare/analytics-reader';

// A server as ClickHouse answers it: it refuses whom it does not know, and makes users for its writer.
const secret = 'a secret of at least thirty-two characters';
const said: string[] = [];
let known = false;
let server: http.Server;
let writerUrl = '';

beforeAll(async () => {
  server = http.createServer(async (request, response) => {
    const query = new URL(request.url ?? '/', 'http://x').searchParams.get('query') ?? '';
    said.push(`${query}${await text(request)}`);
    const user = Buffer.from(String(request.headers.authorization).slice(6), 'base64').toString().split(':')[0];
    if (user === 'writer') known = true;
    response.statusCode = user === 'writer' || known ? 200 : 403;
    response.end(
      response.statusCode === 200 ? '1\n' : 'Code: 516. DB::Exception: holdfast_reader: Authentication failed',
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  writerUrl = `http://writer:word@127.0.0.1:${(server.address() as AddressInfo).port}/holdfast`;
});
beforeEach(() => {
  said.length = 0;
});
afterAll(() => {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(resolve));
});

const restore = (readerUrl: string) =>
  restoreReaderUser({ writerUrl, readerUrl, sessionSecret: secret, cluster: undefined });

test('a server that does not know our reader gets it, once', async () => {
  await restore(readerAddress(writerUrl, secret));
  expect(said.filter((query) => query.startsWith('CREATE USER OR REPLACE `holdfast_reader`'))).toHaveLength(1);
  expect(said.filter((query) => query.startsWith('GRANT SELECT ON `holdfast`.*'))).toHaveLength(1);
  said.length = 0;
  await restore(readerAddress(writerUrl, secret));
  expect(said.filter((query) => /^(?:CREATE|GRANT)/.test(query))).toEqual([]);
});

test("an operator's own reader is left alone", async () => {
  await restore(writerUrl.replace('writer:word', 'reader:other'));
  expect(said).toEqual([]);
});
