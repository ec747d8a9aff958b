import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { localOutboxKey as keyOfLauncher } from '@/server/processes/up/state/secrets.mjs';
import { testStores } from '@/tests/support/stores';
import { testKeys } from '@/tests/support/tenant';
import { type TestWeb, testWeb } from '@/tests/support/web';

const keys = JSON.stringify({
  sessionSecret: testKeys.sessionSecret,
  current: 'k1',
  keys: { k1: Buffer.alloc(32, 7).toString('base64') },
});
let web: TestWeb;

beforeAll(async () => {
  web = await testWeb();
  await web
    .browser()
    .mutate('people.signUp', { name: 'Lo', email: 'lo@outbox.example', password: 'seven green kettles' });
});
afterAll(() => web.close());

async function startWeb(smtpUrl?: string) {
  const stores = await testStores();
  vi.resetModules();
  vi.stubEnv('DATABASE_APP_URL', stores.appUrl);
  vi.stubEnv('CLICKHOUSE_READER_URL', stores.clickhouseReaderUrl);
  vi.stubEnv('HOLDFAST_KEYS', keys);
  vi.stubEnv('SMTP_URL', smtpUrl);
  const { runtime } = await import('@/server/trpc/runtime');
  const { outbox, openOutbox } = await import('@/server/trpc/outbox');
  return { outbox, openOutbox, close: () => runtime().db.close() };
}

describe('the local outbox', () => {
  test('opens with the key that the launcher prints, once by address and then by cookie', async () => {
    const { outbox, openOutbox, close } = await startWeb();
    const key = keyOfLauncher(keys);
    expect(key).toMatch(/^[0-9a-f]{32}$/);
    const opened = openOutbox(key);
    expect(opened.status).toBe(303);
    expect(opened.headers.get('location')).toBe('/outbox');
    expect(opened.headers.get('set-cookie')).toMatch(
      /^holdfast-outbox-[0-9a-f]{8}=[0-9a-f]{32}; Path=\/; HttpOnly; SameSite=Lax/,
    );
    const mails = await outbox(key, 'http://localhost:3000');
    expect(mails?.find((mail) => mail.to === 'lo@outbox.example')?.text).toMatch(
      /http:\/\/localhost:3000\/verify\?token=[\w-]{43}/,
    );
    await close();
  });

  test('stays shut without it, and where a mail server sends the mails', async () => {
    const { outbox, openOutbox, close } = await startWeb();
    for (const wrong of ['', 'x', keyOfLauncher(keys).slice(1), keyOfLauncher(keys).toUpperCase()]) {
      expect(openOutbox(wrong).status).toBe(404);
      expect(await outbox(wrong, 'http://localhost:3000')).toBeUndefined();
    }
    await close();
    const withServer = await startWeb('smtp://127.0.0.1:25');
    expect(withServer.openOutbox(keyOfLauncher(keys)).status).toBe(404);
    expect(await withServer.outbox(keyOfLauncher(keys), 'http://localhost:3000')).toBeUndefined();
    await withServer.close();
    vi.unstubAllEnvs();
  });
});
