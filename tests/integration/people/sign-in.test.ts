import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createVerifiedPerson } from '@/server/features/people';
import { type TestWeb, testWeb, tokenIn } from '@/tests/support/web';

const password = 'seven green kettles';
let web: TestWeb;
beforeAll(async () => {
  web = await testWeb();
});
afterAll(() => web.close());

let made = 0;
async function person(): Promise<string> {
  made += 1;
  const email = `sign-in-${made}@people.example`;
  await createVerifiedPerson(web.runtime, { email, name: `Person ${made}`, password });
  return email;
}

describe('cookies', () => {
  test('are out of reach of scripts and of other sites, and over https travel over https only', async () => {
    const email = await person();
    for (const [other, publicUrl] of [
      [web, undefined],
      [await testWeb({ publicUrl: 'https://holdfast.example' }), 'https://holdfast.example'],
    ] as const) {
      const browser = other.browser();
      const csrf = (await (await browser.auth(['csrf'])).json()) as { csrfToken: string };
      const form = new URLSearchParams({ csrfToken: csrf.csrfToken, email, password, json: 'true' });
      const set = (await browser.auth(['callback', 'credentials'], form)).headers.getSetCookie();
      const session = set.find((cookie) => cookie.startsWith(`${browser.sessionCookie.name}=`)) ?? '';
      expect(session).toMatch(/; Path=\//);
      for (const cookie of set) {
        expect(cookie).toMatch(/; HttpOnly/);
        expect(cookie).toMatch(/; SameSite=Lax/i);
        expect(/; Secure/.test(cookie)).toBe(publicUrl !== undefined);
      }
      expect(browser.sessionCookie.name.startsWith('__Host-')).toBe(publicUrl !== undefined);
      if (other !== web) await other.close();
    }
  });

  test('carry no more than an opaque token: a cookie of another secret, a changed one and a made-up one open nothing', async () => {
    const email = await person();
    const browser = web.browser();
    await browser.signIn(email, password);
    const { name, value = '' } = browser.sessionCookie;
    expect(Buffer.from(value.split('.')[0] ?? '', 'base64url').toString()).toContain('A256GCM');
    for (const wrong of [`${value.slice(0, -6)}AAAAAA`, 'x.y.z', '']) {
      browser.cookies.set(name, wrong);
      expect(await browser.query('people.me')).toMatchObject({ ok: false, code: 'UNAUTHORIZED' });
    }
  });

  test('without the CSRF token nobody is signed in or out', async () => {
    const email = await person();
    const browser = web.browser();
    await browser.auth(['csrf']);
    await browser.auth(['callback', 'credentials'], new URLSearchParams({ email, password, json: 'true' }));
    expect(browser.sessionCookie.value).toBeUndefined();
    await browser.signIn(email, password);
    await browser.auth(['signout'], new URLSearchParams({ json: 'true' }));
    expect(await browser.query('people.me')).toMatchObject({ ok: true });
  });

  test('a mutation from a foreign page is refused', async () => {
    const email = await person();
    const browser = web.browser();
    await browser.signIn(email, password);
    const { answerProcedures } = await import('@/server/trpc/answer');
    for (const headers of [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
    ]) {
      const request = browser.request('/api/trpc/_/people.revokeOtherSessions', { method: 'POST', body: '{}' });
      request.headers.delete('origin');
      for (const [name, value] of Object.entries(headers)) request.headers.set(name, value);
      const answer = await answerProcedures(web.runtime, request, '_');
      expect(answer.status).toBe(403);
    }
  });
});

describe('sessions', () => {
  test('are listed, and one that is revoked is refused on its next request', async () => {
    const email = await person();
    const [here, there] = [web.browser(), web.browser({ address: '203.0.113.9' })];
    await here.signIn(email, password);
    await there.signIn(email, password);
    const listed = await here.query('people.sessions');
    expect(listed).toMatchObject({ ok: true });
    const rows = (listed as { data: { id: string; address: string; isCurrent: boolean }[] }).data;
    expect(rows.map((row) => [row.address, row.isCurrent]).sort()).toEqual([
      ['198.51.100.7', true],
      ['203.0.113.9', false],
    ]);
    const other = rows.find((row) => !row.isCurrent);
    expect(await here.mutate('people.revokeSession', { id: other?.id })).toMatchObject({ ok: true });
    expect(await there.query('people.me')).toMatchObject({ ok: false, code: 'UNAUTHORIZED' });
    expect(await here.query('people.me')).toMatchObject({ ok: true });
    expect(await here.mutate('people.revokeSession', { id: other?.id })).toMatchObject({ reason: 'not_found' });
  });

  test('end after 30 days, and note when they were seen every five minutes', async () => {
    const email = await person();
    const browser = web.browser();
    await browser.signIn(email, password);
    const seen = async () =>
      (
        await web.owner`select s.last_seen_at from sessions s join people p on p.id = s.person_id where p.email = ${email}`
      )[0]?.last_seen_at;
    const first = await seen();
    web.runtime.clock.advanceMs(299_000);
    await browser.query('people.me');
    expect(await seen()).toEqual(first);
    web.runtime.clock.advanceMs(2_000);
    await browser.query('people.me');
    expect(await seen()).toEqual(new Date(web.runtime.clock.nowMs()));
    web.runtime.clock.advanceMs(30 * 86_400_000 - 302_000);
    expect(await browser.query('people.me')).toMatchObject({ ok: true });
    web.runtime.clock.advanceMs(2_000);
    expect(await browser.query('people.me')).toMatchObject({ ok: false, code: 'UNAUTHORIZED' });
  });
});

describe('a new password', () => {
  test('by mail: the link works once, for an hour, ends every session and makes the old password useless', async () => {
    const email = await person();
    const browser = web.browser();
    await browser.signIn(email, password);
    expect(await browser.mutate('people.requestReset', { email })).toEqual({ ok: true, data: { sentTo: email } });
    const token = tokenIn((await web.mailsTo(email))[0]);
    const next = 'eleven blue lanterns';
    expect(await browser.mutate('people.resetPassword', { token, password: 'Password123' })).toMatchObject({
      details: { fault: 'too_common' },
    });
    expect(await browser.mutate('people.resetPassword', { token, password: next })).toMatchObject({ ok: true });
    expect(await browser.query('people.me')).toMatchObject({ code: 'UNAUTHORIZED' });
    expect(await browser.mutate('people.resetPassword', { token, password: next })).toMatchObject({
      reason: 'invalid',
    });
    expect(await browser.signIn(email, password)).toBe('CredentialsSignin');
    expect(await browser.signIn(email, next)).toBeUndefined();
    expect((await web.mailsTo(email)).map((mail) => mail.kind)).toEqual(['reset-password', 'password-changed']);
    await browser.mutate('people.requestReset', { email });
    web.runtime.clock.advanceMs(3_600_000);
    const late = tokenIn((await web.mailsTo(email)).at(-1));
    expect(await browser.mutate('people.resetPassword', { token: late, password: next })).toMatchObject({
      reason: 'invalid',
    });
  });

  test('by the present one: other sessions end, this one stays', async () => {
    const email = await person();
    const [here, there] = [web.browser(), web.browser()];
    await here.signIn(email, password);
    await there.signIn(email, password);
    const next = 'eleven blue lanterns';
    expect(await here.mutate('people.changePassword', { current: 'not this one', password: next })).toMatchObject({
      details: { field: 'current' },
    });
    expect(await here.mutate('people.changePassword', { current: password, password: next })).toEqual({
      ok: true,
      data: { endedSessions: 1 },
    });
    expect(await here.query('people.me')).toMatchObject({ ok: true });
    expect(await there.query('people.me')).toMatchObject({ code: 'UNAUTHORIZED' });
  });
});
