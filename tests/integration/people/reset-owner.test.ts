import { afterAll, beforeAll, expect, test } from 'vitest';
import { createVerifiedPerson, resetOwner } from '@/server/features/people';
import { type TestWeb, testWeb } from '@/tests/support/web';

let web: TestWeb;
beforeAll(async () => {
  web = await testWeb();
});
afterAll(() => web.close());

const tokenOf = (path: string) => path.replace('/reset?token=', '');

test('an owner who cannot sign in gets a link without mail; every session ends', async () => {
  const email = 'owner@reset.example';
  await createVerifiedPerson(web.runtime, { email, name: 'Owner', password: 'seven green kettles' });
  const browser = web.browser();
  await browser.signIn(email, 'seven green kettles');
  const reset = await resetOwner(web.runtime, { email: ' Owner@Reset.example ' });
  expect(reset).toMatchObject({ email, endedSessions: 1, path: expect.stringMatching(/^\/reset\?token=[\w-]{43}$/) });
  expect(await browser.query('people.me')).toMatchObject({ code: 'UNAUTHORIZED' });
  const next = 'eleven blue lanterns';
  const answer = await browser.mutate('people.resetPassword', { token: tokenOf(reset.path), password: next });
  expect(answer).toMatchObject({ ok: true });
  expect(await browser.signIn(email, next)).toBeUndefined();
});

test('the same for an address that was never confirmed', async () => {
  const email = 'stuck@reset.example';
  await web.browser().mutate('people.signUp', { name: 'Stuck', email, password: 'seven green kettles' });
  const { path } = await resetOwner(web.runtime, { email });
  await web.browser().mutate('people.resetPassword', { token: tokenOf(path), password: 'eleven blue lanterns' });
  expect(await web.browser().signIn(email, 'eleven blue lanterns')).toBeUndefined();
});

test('an unknown address is not found', async () => {
  await expect(resetOwner(web.runtime, { email: 'nobody@reset.example' })).rejects.toMatchObject({ code: 'not_found' });
});
