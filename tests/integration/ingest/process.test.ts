import { gzipSync, deflateSync } from 'node:zlib';
import { setTimeout as sleep } from 'node:timers/promises';
import { Analytics } from '@segment/analytics-node';
import { sql } from 'drizzle-orm';
import postgres from 'postgres';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { revokeWriteKey } from '@/server/features/sources/revoke-write-key';
import { createWriteKey } from '@/server/features/sources';
import { updateSource } from '@/server/features/sources/update';
import { withWorkspace } from '@/server/platform/transaction';
import { type IngestProcess, type IngestStack, type SendingTenant, startIngestStack } from '@/tests/support/ingest';

let stack: IngestStack;
let ingest: IngestProcess;
let tenant: SendingTenant;

beforeAll(async () => {
  stack = await startIngestStack();
  ingest = await stack.startIngest();
}, 60_000);
afterAll(() => stack.stop());
beforeEach(async () => {
  tenant = await stack.makeTenant();
});

const basic = (key: string) => `Basic ${Buffer.from(`${key}:`).toString('base64')}`;
const post = async (path: string, body: unknown, headers: Record<string, string> = {}) => {
  const response = await fetch(`${ingest.url}${path}`, {
    method: 'POST',
    headers: { authorization: basic(tenant.key), 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' || body instanceof Uint8Array ? (body as BodyInit) : JSON.stringify(body),
  });
  return { status: response.status, headers: response.headers, body: await response.json() };
};
const track = (messageId: string, more: object = {}) => ({
  type: 'track',
  event: 'login',
  userId: 'u1',
  messageId,
  timestamp: new Date().toISOString(),
  ...more,
});
const read = <T extends Record<string, unknown>>(query: ReturnType<typeof sql>) =>
  withWorkspace(tenant.ctx, async (tx) => [...(await tx.execute<T>(query))]);
const inbox = () =>
  read<{ kind: string; body: Record<string, unknown> }>(sql`select kind, body from inbox order by txid, seq`);
const counts = async () => {
  const [row] =
    await read(sql`select sum(received)::int as received, sum(stored)::int as stored, sum(duplicate)::int as duplicate,
    sum(rejected)::int as rejected, sum(conflicting)::int as conflicting from ingest_counts`);
  return row;
};

describe('the ingest process', () => {
  it('takes the calls of the unmodified Segment client, batched, once each', async () => {
    const analytics = new Analytics({ writeKey: tenant.key, host: ingest.url, flushAt: 20, flushInterval: 50 });
    const failed: unknown[] = [];
    analytics.on('error', (error) => failed.push(error));
    for (let n = 0; n < 100; n++) analytics.track({ userId: 'u1', event: 'step', properties: { n } });
    analytics.identify({ userId: 'u1', traits: { plan: 'pro' } });
    analytics.page({ anonymousId: 'a1', name: 'Home' });
    analytics.screen({ userId: 'u1', name: 'Main' });
    analytics.group({ userId: 'u1', groupId: 'g1', traits: { name: 'Acme' } });
    analytics.alias({ userId: 'u1', previousId: 'a1' });
    await analytics.closeAndFlush();
    expect(failed).toEqual([]);
    const rows = await inbox();
    const count = (kind: string) => rows.filter((row) => row.kind === kind).length;
    expect(['events', 'identify', 'group', 'alias'].map(count)).toEqual([102, 1, 1, 1]);
    expect(
      rows.filter(({ body }) => body.event === 'step').map(({ body }) => (body.properties as { n: number }).n),
    ).toEqual(Array.from({ length: 100 }, (_, n) => n));
    expect(await counts()).toMatchObject({ received: 105, stored: 105, duplicate: 0, rejected: 0 });
  });

  it('stores one of fifty identical sends at once', async () => {
    const call = track('same');
    const answers = await Promise.all(Array.from({ length: 50 }, () => post('/v1/track', call)));
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    expect(answers.filter(({ body }) => body.accepted === 1)).toHaveLength(1);
    expect(answers.filter(({ body }) => body.duplicate === 1)).toHaveLength(49);
    expect(await inbox()).toHaveLength(1);
    expect(await counts()).toMatchObject({ received: 50, stored: 1, duplicate: 49 });
  });

  it('names a second body under the same message', async () => {
    await post('/v1/track', track('m', { timestamp: '2026-01-01T00:00:00Z' }));
    const again = await post('/v1/track', track('m', { timestamp: '2026-01-01T00:00:00Z', event: 'other' }));
    expect(again).toMatchObject({ status: 200, body: { accepted: 0, duplicate: 1, rejected: [], conflicting: [0] } });
    const retried = await post(
      '/v1/track',
      track('m', { timestamp: '2026-01-01T00:00:00Z', sentAt: new Date(Date.now() - 60_000) }),
    );
    expect(retried.body).toEqual({ success: true, accepted: 0, duplicate: 1, rejected: [] });
    expect((await inbox()).map(({ body }) => body.event)).toEqual(['login']);
  });

  it('takes every address, its short form and a trailing slash, whatever the content type', async () => {
    const forms = ['track', 't', 'identify', 'i', 'page', 'p', 'screen', 's', 'group', 'g', 'alias', 'a'];
    for (const form of forms) {
      const call = { userId: 'u1', event: 'e', groupId: 'g1', previousId: 'p1', messageId: form };
      const sent = await post(`/v1/${form}${form.length === 1 ? '/' : ''}`, call, { 'content-type': 'text/plain' });
      expect([form, sent.status, sent.body.accepted]).toEqual([form, 200, 1]);
    }
    for (const form of ['batch', 'b', 'import/'])
      expect((await post(`/v1/${form}`, { batch: [track(form)] })).body).toMatchObject({ success: true, accepted: 1 });
    expect(await inbox()).toHaveLength(15);
  });

  it('takes the key from the body, and refuses one that is unknown, revoked or paused', async () => {
    const inBody = await post('/v1/batch', { writeKey: tenant.key, batch: [track('a')] }, { authorization: '' });
    expect(inBody).toMatchObject({ status: 200, body: { accepted: 1 } });
    expect((await post('/v1/batch', { batch: [track('b')] }, { authorization: '' })).status).toBe(401);
    expect((await post('/v1/batch', { batch: [] }, { authorization: basic('wk_wrong') })).status).toBe(401);
    const second = await createWriteKey(tenant.ctx, { sourceId: tenant.sourceId });
    const withSecond = { authorization: basic(second.key) };
    expect((await post('/v1/track', track('c'), withSecond)).status).toBe(200);
    await revokeWriteKey(tenant.ctx, { keyId: second.id });
    await sleep(1_000);
    expect((await post('/v1/track', track('d'), withSecond)).status).toBe(401);
    await updateSource(tenant.ctx, { sourceId: tenant.sourceId, paused: true });
    await sleep(1_000);
    expect((await post('/v1/track', track('e'))).body).toMatchObject({ error: { code: 'source_paused' } });
    expect(await counts()).toMatchObject({ received: 2, stored: 2 });
  });

  it('unpacks gzip and deflate, also unannounced, and counts while it inflates', async () => {
    const body = JSON.stringify({ batch: [track('z1')] });
    expect((await post('/v1/batch', gzipSync(body), { 'content-encoding': 'gzip' })).body.accepted).toBe(1);
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    expect((await post('/v1/batch', gzipSync(body), form)).body.duplicate).toBe(1);
    expect((await post('/v1/batch', deflateSync(body), { 'content-encoding': 'deflate' })).body.duplicate).toBe(1);
    const bomb = gzipSync(Buffer.alloc(50_000_000, 32));
    expect(bomb.length).toBeLessThan(100_000);
    expect(await post('/v1/batch', bomb, { 'content-encoding': 'gzip' })).toMatchObject({
      status: 413,
      body: { error: { message: 'body: is larger than 500000 bytes (500 KB)' } },
    });
    const torn = await post('/v1/batch', gzipSync(body).subarray(0, 60), { 'content-encoding': 'gzip' });
    expect(torn).toMatchObject({ status: 400, body: { error: { message: 'body: is not valid gzip' } } });
    expect(await counts()).toMatchObject({ received: 5, stored: 1, duplicate: 2, rejected: 2 });
  });

  it('keeps what cannot be read, byte by byte, and answers which limit it met', async () => {
    const broken = Buffer.from([0x7b, 0xff, 0x00, 0x22]);
    expect((await post('/v1/batch', broken)).body.error).toEqual({ code: 'refused', message: 'body: is not UTF-8' });
    expect((await post('/v1/batch', '{"batch":[')).body.error.message).toBe('body: is not valid JSON');
    expect(await post('/v1/batch', ' '.repeat(500_001))).toMatchObject({
      status: 413,
      body: { error: { code: 'too_large' } },
    });
    expect(await post('/v1/track', track('big', { properties: { text: 'x'.repeat(33_000) } }))).toMatchObject({
      status: 413,
      body: { error: { message: 'event: is larger than 32768 bytes (32 KiB)' } },
    });
    const mixed = `{"batch":[${JSON.stringify(track('ok'))},{"type":"track","event":"e","userId":1e400}]}`;
    expect(await post('/v1/batch', mixed)).toMatchObject({
      status: 200,
      body: {
        success: true,
        accepted: 1,
        rejected: [{ index: 1, reason: 'userId: holds a number that is not finite' }],
      },
    });
    const many = {
      batch: Array.from({ length: 2_501 }, (_, n) => ({ type: 'track', event: 'e', userId: 'u', messageId: `n${n}` })),
    };
    expect((await post('/v1/batch', many)).body).toMatchObject({
      accepted: 2_500,
      rejected: [{ index: 2_500, reason: 'batch: holds more than 2500 events' }],
    });
    const kept = await read<{ raw: Buffer }>(sql`select raw from rejected order by id`);
    expect(kept).toHaveLength(6);
    expect(kept[0]?.raw.equals(broken)).toBe(true);
    expect(kept[2]?.raw.length).toBeGreaterThan(400_000);
    expect(kept[4]?.raw.toString()).toBe('{"type":"track","event":"e","userId":1e400}');
    expect(await counts()).toMatchObject({ received: 2_507, stored: 2_501, rejected: 6 });
  });

  it('answers browsers: preflight, settings, any origin', async () => {
    const preflight = await fetch(`${ingest.url}/v1/t`, {
      method: 'OPTIONS',
      headers: { origin: 'https://shop.example' },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-origin')).toBe('*');
    expect(preflight.headers.get('access-control-allow-headers')).toContain('authorization');
    const settings = await fetch(`${ingest.url}/v1/projects/${tenant.key}/settings`);
    expect(settings.headers.get('access-control-allow-origin')).toBe('*');
    expect(await settings.json()).toMatchObject({ integrations: { 'Segment.io': { apiKey: tenant.key } } });
    expect((await fetch(`${ingest.url}/v1/projects/wk_wrong/settings`)).status).toBe(404);
    expect((await fetch(`${ingest.url}/v1/track`)).status).toBe(405);
    expect((await fetch(`${ingest.url}/v1/trick`, { method: 'POST' })).status).toBe(404);
    expect((await fetch(`${ingest.url}/livez`)).status).toBe(200);
  });

  it('loses nothing while the record is away, and comes back by itself', async () => {
    expect((await post('/v1/track', track('before'))).status).toBe(200);
    await stack.stopRecord();
    const away = await post('/v1/track', track('during'));
    expect(away.status).toBe(503);
    expect(away.headers.get('retry-after')).toMatch(/^\d+$/);
    expect((await fetch(`${ingest.url}/readyz`)).status).toBe(503);
    await stack.startRecord();
    for (let tries = 0; (await post('/v1/track', track('during'))).status !== 200 && tries < 50; tries++)
      await sleep(100);
    expect((await post('/v1/track', track('during'))).body.duplicate).toBe(1);
    expect(await inbox()).toHaveLength(2);
  });

  it('ends cleanly: what it took is stored, what it refused was not acknowledged', async () => {
    const own = await stack.startIngest();
    const sent = Array.from({ length: 200 }, (_, n) =>
      fetch(`${own.url}/v1/track`, {
        method: 'POST',
        headers: { authorization: basic(tenant.key) },
        body: JSON.stringify(track(`s${n}`)),
      }).then(
        (response) => response.status,
        () => 0,
      ),
    );
    await sleep(30);
    expect(await own.stop()).toBe(0);
    const acknowledged = (await Promise.all(sent)).filter((status) => status === 200).length;
    expect(acknowledged).toBeGreaterThan(0);
    expect((await inbox()).length).toBeGreaterThanOrEqual(acknowledged);
  });

  it.each(['fsync', 'synchronous_commit'])('refuses to start on a record with %s off', async (setting) => {
    const admin = postgres(stack.adminUrl, { max: 1 });
    try {
      await admin.unsafe(
        setting === 'fsync'
          ? 'alter system set fsync = off'
          : 'alter role holdfast_system set synchronous_commit = off',
      );
      await admin`select pg_reload_conf()`;
      await sleep(200);
      await expect(stack.startIngest()).rejects.toThrow(
        `ingest: DATABASE_SYSTEM_URL: ${setting} is off there, so what is acknowledged could be lost; set it to on`,
      );
    } finally {
      await admin.unsafe('alter system reset fsync');
      await admin.unsafe('alter role holdfast_system reset synchronous_commit');
      await admin`select pg_reload_conf()`;
      await admin.end();
    }
  });
});
