import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createVerifiedPerson } from '@/server/features/people';
import { type TestWeb, testWeb, tokenIn } from '@/tests/support/web';

const password = 'seven green kettles';
let web: TestWeb;
beforeAll(async () => {
  web = await testWeb();
});
afterAll(() => web.close());

describe('sign-up', () => {
  test('signs up, confirms with the password chosen, signs in, and signs out', async () => {
    const browser = web.browser();
    const email = 'ada@people.example';
    expect(await browser.mutate('people.signUp', { name: 'Ada', email: ' Ada@People.example ', password })).toEqual({
      ok: true,
      data: { sentTo: email },
    });
    expect(await browser.signIn(email, password)).toBe('CredentialsSignin');
    const [mail] = await web.mailsTo(email);
    expect(mail).toMatchObject({ kind: 'verify-address', state: 'planned' });
    const token = tokenIn(mail);
    expect(await browser.mutate('people.verifyAddress', { token, password: 'somebody else chose' })).toMatchObject({
      ok: false,
      reason: 'invalid',
      details: { field: 'password' },
    });
    expect(await browser.mutate('people.verifyAddress', { token, password })).toEqual({ ok: true, data: { email } });
    expect(await browser.mutate('people.verifyAddress', { token, password })).toMatchObject({ reason: 'invalid' });
    expect(await browser.query('people.me')).toMatchObject({ ok: false, code: 'UNAUTHORIZED' });
    expect(await browser.signIn(email, password)).toBeUndefined();
    expect(await browser.query('people.me')).toMatchObject({ ok: true, data: { name: 'Ada', email } });
    const copy = web.browser();
    copy.cookies.set(browser.sessionCookie.name, browser.sessionCookie.value ?? '');
    expect(await copy.query('people.me')).toMatchObject({ ok: true });
    await browser.signOut();
    expect(browser.sessionCookie.value).toBeUndefined();
    expect(await copy.query('people.me')).toMatchObject({ ok: false, code: 'UNAUTHORIZED' });
  });

  test('nobody signs up ahead of somebody else: each link goes with its own password', async () => {
    const browser = web.browser();
    const email = 'victim@people.example';
    await browser.mutate('people.signUp', { name: 'Attacker', email, password: 'chosen by an attacker' });
    await browser.mutate('people.signUp', { name: 'Victim', email, password });
    const [first, second] = await web.mailsTo(email);
    const attempt = await browser.mutate('people.verifyAddress', { token: tokenIn(first), password });
    expect(attempt).toMatchObject({ ok: false, reason: 'invalid' });
    expect(await browser.mutate('people.verifyAddress', { token: tokenIn(second), password })).toMatchObject({
      ok: true,
    });
    expect(await browser.signIn(email, 'chosen by an attacker')).toBe('CredentialsSignin');
    expect(await browser.signIn(email, password)).toBeUndefined();
    expect(await browser.query('people.me')).toMatchObject({ data: { name: 'Victim' } });
    // The attacker's link cannot change a confirmed account any more, even with its own password.
    await web.browser().mutate('people.verifyAddress', { token: tokenIn(first), password: 'chosen by an attacker' });
    expect(await web.browser().signIn(email, 'chosen by an attacker')).toBe('CredentialsSignin');
  });

  test('ten sign-ups of one new address at once make one person, and a link for each within its share of mails', async () => {
    const email = 'eager@people.example';
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => web.browser().mutate('people.signUp', { name: 'Eager', email, password })),
    );
    expect(answers).toEqual(Array(10).fill({ ok: true, data: { sentTo: email } }));
    const [{ count } = {}] = await web.owner`select count(*)::int from people where email = ${email}`;
    expect(count).toBe(1);
    expect(await web.mailsTo(email)).toHaveLength(5);
  });

  test('a link is too old after 48 hours', async () => {
    const email = 'late@people.example';
    await web.browser().mutate('people.signUp', { name: 'Late', email, password });
    const token = tokenIn((await web.mailsTo(email))[0]);
    web.runtime.clock.advanceMs(48 * 3_600_000);
    expect(await web.browser().mutate('people.verifyAddress', { token, password })).toMatchObject({
      reason: 'invalid',
    });
  });

  test.each([
    ['short', 'nine char', 'too_short'],
    ['on every list', 'Password123', 'too_common'],
    ['one character', 'aaaaaaaaaaaaaa', 'repeats'],
    ['the address', 'weakling12', 'holds_address'],
  ])('refuses a password that is %s', async (_, weak, fault) => {
    const answer = await web
      .browser()
      .mutate('people.signUp', { name: 'W', email: 'weakling@people.example', password: weak });
    expect(answer).toMatchObject({ ok: false, reason: 'invalid', details: { field: 'password', fault } });
  });

  test('keeps no password and no token in the record', async () => {
    const rows = await web.owner`
      select p::text as row from people p union all select t::text from mailed_tokens t union all select s::text from sessions s`;
    const text = JSON.stringify(rows);
    expect(text).not.toContain(password);
    expect(text).toContain('$argon2id$v=19$m=19456,t=2,p=1$');
    const [mail] = await web.mailsTo('victim@people.example');
    expect(text).not.toContain(tokenIn(mail));
  });
});

test('of several that prove one address at once, one sets the password and the others are told', async () => {
  const email = 'at-once@sign-up.example';
  await web.browser().mutate('people.signUp', { name: 'First', email, password: 'seven green kettles' });
  const passwords = Array.from({ length: 6 }, (_, index) => `seven green kettles ${index}`);
  const ends = await Promise.allSettled(
    passwords.map((password) => createVerifiedPerson(web.runtime, { email, name: 'Second', password })),
  );
  const through = passwords.filter((_, index) => ends[index]?.status === 'fulfilled');
  expect(through).toHaveLength(1);
  for (const end of ends) if (end.status === 'rejected') expect(end.reason).toMatchObject({ code: 'conflict' });
  expect(await web.browser().signIn(email, through[0] ?? '')).toBeUndefined();
});
