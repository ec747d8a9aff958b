import { execFileSync, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createEgress, EgressRefused } from '@/server/platform/egress';

const connect = (url: string, resolve: (host: string) => Promise<string[]> = async () => []) =>
  createEgress({ allow: [], resolve, connectMs: 200 }).connect(url);

const inside = [
  ['this host', '127.0.0.1'],
  ['this host, another number', '127.9.9.9'],
  ['no address', '0.0.0.0'],
  ['a private network', '10.0.0.1'],
  ['a private network', '172.16.0.1'],
  ['a private network', '192.168.1.1'],
  ['a carrier', '100.64.0.1'],
  ['the metadata of a cloud', '169.254.169.254'],
  ['documentation', '192.0.2.1'],
  ['a bench', '198.18.0.1'],
  ['many', '224.0.0.1'],
  ['all', '255.255.255.255'],
  ['the future', '240.0.0.1'],
  ['this host', '[::1]'],
  ['no address', '[::]'],
  ['the link', '[fe80::1]'],
  ['a private network', '[fd00::1]'],
  ['an old site', '[fec0::1]'],
  ['many', '[ff02::1]'],
  ['a mapped one', '[::ffff:127.0.0.1]'],
  ['a mapped one', '[::ffff:a9fe:a9fe]'],
  ['a compatible one', '[::127.0.0.1]'],
  ['a translated one', '[64:ff9b::7f00:1]'],
  ['a tunnel', '[2002:7f00:1::]'],
  ['a tunnel', '[2001::1]'],
  ['documentation', '[2001:db8::1]'],
] as const;

describe('where it does not go', () => {
  test.each(inside)('%s: %s', async (_, address) => {
    await expect(connect(`http://${address}/`)).rejects.toThrow(EgressRefused);
    await expect(connect(`https://${address}:8443/`)).rejects.toThrow(EgressRefused);
  });

  test.each(inside)('%s by a name: %s', async (_, address) => {
    const bare = address.replace(/^\[|\]$/g, '');
    await expect(connect('http://inside.example/', async () => [bare])).rejects.toThrow(EgressRefused);
    // One bad address among good ones is enough.
    await expect(connect('http://mixed.example/', async () => ['8.8.8.8', bare])).rejects.toThrow(EgressRefused);
  });

  test.each([
    'http://2130706433/',
    'http://0x7f000001/',
    'http://0x7f.1/',
    'http://0177.0.0.1/',
    'http://127.1/',
    'http://①②⑦.0.0.1/',
    'http://127.0.0.1%2e/',
    'http://[0:0:0:0:0:ffff:7f00:1]/',
    'http://user:secret@8.8.8.8/',
    'file:///etc/passwd',
    'gopher://8.8.8.8/',
    'ftp://8.8.8.8/',
    '//8.8.8.8/',
    '',
    'http://8.8.8.8:22/',
    'http://8.8.8.8:25/',
    'http://8.8.8.8:6379/',
  ])('%s', async (url) => {
    await expect(connect(url, async () => ['127.0.0.1'])).rejects.toThrow(EgressRefused);
  });
});

describe('where it goes', () => {
  let server: http.Server;
  let origin: string;
  let seen: { method: string | undefined; url: string | undefined; host: string | undefined; body: string }[];
  let answer: (response: http.ServerResponse) => void;
  const own = (resolve: (host: string) => Promise<string[]>, answerMs = 2_000) =>
    createEgress({ allow: ['127.0.0.0/8'], resolve, answerMs });

  beforeEach(async () => {
    seen = [];
    answer = (response) => response.end('thanks');
    server = http.createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const { method, url, headers } = request;
        seen.push({ method, url, host: headers.host, body: Buffer.concat(chunks).toString() });
        answer(response);
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    origin = `http://hooks.example:${(server.address() as AddressInfo).port}`;
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });
  const post = { method: 'POST' as const, headers: { 'content-type': 'application/json' }, body: '{"a":1}' };

  test('sends to the address it checked, under the name that was typed, after the caller says so', async () => {
    const connection = await own(async () => ['127.0.0.1']).connect(`${origin}/in?x=1`);
    expect(seen).toEqual([]);
    expect(await connection.send(post)).toEqual({ status: 200, body: 'thanks' });
    expect(seen).toEqual([{ method: 'POST', url: '/in?x=1', host: origin.slice(7), body: '{"a":1}' }]);
  });

  test('a name that leads elsewhere the second time is asked once', async () => {
    const answers = [['127.0.0.1'], ['169.254.169.254']];
    let asked = 0;
    const egress = own(async () => answers[asked++] ?? []);
    const connection = await egress.connect(origin);
    await connection.send(post);
    expect(asked).toBe(1);
    await expect(egress.connect(origin)).rejects.toThrow(EgressRefused);
  });

  test('a redirect is an answer and is not followed', async () => {
    answer = (response) => response.writeHead(302, { location: 'http://169.254.169.254/' }).end();
    const connection = await own(async () => ['127.0.0.1']).connect(origin);
    expect(await connection.send(post)).toMatchObject({ status: 302 });
    expect(seen).toHaveLength(1);
  });

  test('reads no more than 64 KiB and waits no longer than told', async () => {
    answer = (response) => response.end('x'.repeat(5_000_000));
    const large = await own(async () => ['127.0.0.1']).connect(origin);
    expect((await large.send(post)).body).toHaveLength(64 * 1024);
    answer = () => {};
    const silent = await own(async () => ['127.0.0.1'], 150).connect(origin);
    await expect(silent.send(post)).rejects.toThrow('no answer in time');
  });

  test('an allowed network opens nothing beside itself', async () => {
    await expect(own(async () => ['10.0.0.1']).connect(origin)).rejects.toThrow(EgressRefused);
    await expect(own(async () => ['127.0.0.1', '::1']).connect(origin)).rejects.toThrow(EgressRefused);
  });
});

const canUnshare = spawnSync('unshare', ['-Urn', 'ip', 'link', 'set', 'lo', 'up']).status === 0;

test.runIf(canUnshare)(
  'in a network of its own, an unguarded client reaches every listener and the guarded one none',
  () => {
    const script = `
    import http from 'node:http'; import { once } from 'node:events';
    import { build } from 'esbuild';
    const made = await build({ entryPoints: ['server/platform/egress.ts'], bundle: true, platform: 'node', format: 'esm', write: false,
      banner: { js: "import { createRequire } from 'node:module'; const require = createRequire('${process.cwd()}/');" } });
    const { createEgress } = await import('data:text/javascript;base64,' + Buffer.from(made.outputFiles[0].contents).toString('base64'));
    const hosts = ['127.0.0.1', '::1', '169.254.169.254', '10.0.0.1'];
    let hits = 0;
    for (const host of hosts) { const server = http.createServer((_, answer) => { hits += 1; answer.end('secret'); }); server.listen(80, host); await once(server, 'listening'); }
    const urls = hosts.map((host) => 'http://' + (host.includes(':') ? '[' + host + ']' : host) + '/');
    for (const url of urls) await (await fetch(url)).text();
    const unguarded = hits; hits = 0;
    const egress = createEgress({ allow: [], resolve: async (host) => [host.replace('.test', '').replaceAll('-', ':')] });
    for (const url of [...urls, 'http://2130706433/', 'http://[::ffff:10.0.0.1]/', 'http://169.254.169.254.test/', 'http://10.0.0.1.test/'])
      await egress.connect(url).then((c) => c.send({ method: 'GET', headers: {} })).catch(() => {});
    process.stdout.write(JSON.stringify({ unguarded, guarded: hits })); process.exit(0);`;
    const setUp =
      'ip link set lo up; ip addr add 169.254.169.254/32 dev lo; ip addr add 10.0.0.1/32 dev lo; exec "$0" --input-type=module -e "$1"';
    const out = execFileSync('unshare', ['-Urn', 'sh', '-c', setUp, process.execPath, script], { encoding: 'utf8' });
    expect(JSON.parse(out)).toEqual({ unguarded: 4, guarded: 0 });
  },
);
