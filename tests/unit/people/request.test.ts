import { describe, expect, test } from 'vitest';
import { clientAddress } from '@/server/auth/client-address';
import { knownDevice, makeDevice } from '@/server/auth/known-device';
import { cookieName, readCookie, readSessionToken } from '@/server/auth/session-cookie';
import { seededRng } from '@/server/platform/rng';
import { refuseForeignOrigin } from '@/server/trpc/origin';

const keys = { sessionSecret: 'a secret of at least 32 characters', current: 'k', keys: new Map<string, Buffer>() };

describe('who asks', () => {
  test.each([
    ['127.0.0.1', '1.2.3.4', false, '127.0.0.1'],
    ['127.0.0.1', '6.6.6.6, 1.2.3.4', true, '1.2.3.4'],
    ['127.0.0.1', undefined, true, '127.0.0.1'],
    ['127.0.0.1', ' ', true, '127.0.0.1'],
    [undefined, undefined, false, 'unknown'],
  ])('peer %s, X-Forwarded-For %s, behind a proxy %s: %s', (peer, forwarded, behindProxy, address) => {
    expect(clientAddress(peer, forwarded, behindProxy)).toBe(address);
  });

  test('a device is known to its own account and installation alone', () => {
    const device = makeDevice({ keys, rng: seededRng('device') }, 'ada@acme.example');
    expect(knownDevice(keys, 'ada@acme.example', device)).toBe(device.split('.')[0]);
    expect(knownDevice(keys, 'ben@acme.example', device)).toBeUndefined();
    expect(
      knownDevice({ ...keys, sessionSecret: 'another secret of at least 32 chars' }, 'ada@acme.example', device),
    ).toBeUndefined();
    for (const forged of [undefined, '', 'a', 'a.b', `${device}x`])
      expect(knownDevice(keys, 'ada@acme.example', forged)).toBeUndefined();
  });
});

describe('cookies', () => {
  test('are read by their whole name', () => {
    const headers = new Headers({ cookie: 'xs=1; s=2; sx=3;broken; t=a=b' });
    expect([readCookie(headers, 's'), readCookie(headers, 't'), readCookie(headers, 'broken')]).toEqual([
      '2',
      'a=b',
      undefined,
    ]);
  });

  test('a carrier that cannot be opened carries nothing', async () => {
    const name = cookieName(keys, false, 'session');
    expect(name).toMatch(/^holdfast-session-[0-9a-f]{8}$/);
    expect(cookieName(keys, true, 'session')).toBe(`__Host-${name}`);
    expect(await readSessionToken(new Headers({ cookie: `${name}=x.y.z` }), keys, false)).toBeUndefined();
    expect(await readSessionToken(new Headers(), keys, false)).toBeUndefined();
  });
});

describe('a change comes from a page of ours', () => {
  const asked = (headers: Record<string, string>, method = 'POST') =>
    refuseForeignOrigin(
      new Request('http://localhost:3000/api', { method, headers: { host: 'localhost:3000', ...headers } }),
      'https://holdfast.example',
    );

  test.each([
    [{ origin: 'http://localhost:3000' }, 'POST'],
    [{ origin: 'https://holdfast.example' }, 'POST'],
    [{}, 'POST'],
    [{ origin: 'https://evil.example' }, 'GET'],
  ])('%j by %s passes', (headers, method) => {
    expect(asked(headers, method)).toBeUndefined();
  });

  test.each<Record<string, string>>([
    { origin: 'https://evil.example' },
    { origin: 'http://holdfast.example' },
    { origin: 'null' },
    { origin: 'http://localhost:3001' },
    { 'sec-fetch-site': 'cross-site' },
  ])('%j is refused', (headers) => {
    expect(asked(headers)?.status).toBe(403);
  });
});
