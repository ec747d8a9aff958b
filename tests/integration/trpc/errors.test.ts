import { afterAll, beforeAll, expect, test } from 'vitest';
import { createVerifiedPerson } from '@/server/features/people';
import { Database } from '@/server/platform/database';
import { answerProcedures } from '@/server/trpc/answer';
import { readAnswer, type TestWeb, testWeb } from '@/tests/support/web';

const password = 'seven green kettles';
let web: TestWeb;
beforeAll(async () => {
  web = await testWeb();
});
afterAll(() => web.close());

test('a wrong input is told by its first fault and the field it is in', async () => {
  const answer = await web.browser().mutate('people.signUp', { name: 'A', email: 'not an address', password });
  expect(answer).toMatchObject({
    ok: false,
    status: 400,
    reason: 'invalid',
    message: 'This is not an e-mail address.',
    details: { field: 'email' },
  });
});

test('an answer is kept by no cache', async () => {
  const browser = web.browser();
  const response = await answerProcedures(
    web.runtime,
    browser.request('/api/trpc/_/people.me', { method: 'GET' }),
    '_',
  );
  expect(response.headers.get('cache-control')).toBe('private, no-store');
});

test('several questions in one request share one look at the session, and each gets its own answer', async () => {
  const email = 'batch@trpc.example';
  await createVerifiedPerson(web.runtime, { email, name: 'Batch', password });
  const browser = web.browser();
  await browser.signIn(email, password);
  const input = encodeURIComponent(JSON.stringify({ 0: { json: null }, 1: { json: null }, 2: { json: { id: 'x' } } }));
  const path = 'people.me,people.sessions,people.nothing';
  const request = browser.request(`/api/trpc/_/${path}?batch=1&input=${input}`, { method: 'GET' });
  const response = await answerProcedures(web.runtime, request, '_');
  const bodies = (await response.json()) as unknown[];
  const answers = bodies.map((body) => readAnswer(response.status, JSON.stringify(body)));
  expect(answers[0]).toMatchObject({ ok: true, data: { email } });
  expect(answers[1]).toMatchObject({ ok: true });
  expect(answers[2]).toMatchObject({ ok: false, code: 'NOT_FOUND' });
});

test('an error of our own says nothing of itself', async () => {
  const email = 'broken@trpc.example';
  await createVerifiedPerson(web.runtime, { email, name: 'Broken', password });
  const browser = web.browser();
  await browser.signIn(email, password);
  await web.owner`alter table people rename column name to renamed`;
  try {
    const answer = await browser.query('people.me');
    expect(answer).toMatchObject({
      status: 500,
      message: 'Something went wrong on our side. It was logged; try again.',
    });
    expect(JSON.stringify(answer)).not.toMatch(/renamed|select|column|people"/);
  } finally {
    await web.owner`alter table people rename column renamed to name`;
  }
});

test('a record that is down is said, without its address', async () => {
  const gone = new Database('postgres://holdfast_app:secret-word@127.0.0.1:1/none', { max: 1 });
  const browser = web.browser();
  browser.cookies.set(browser.sessionCookie.name, 'x');
  const request = browser.request('/api/trpc/_/people.signUp', {
    method: 'POST',
    body: JSON.stringify({ json: { name: 'A', email: 'a@trpc.example', password } }),
  });
  const response = await answerProcedures({ ...web.runtime, db: gone }, request, '_');
  const text = await response.text();
  expect(response.status).toBe(500);
  expect(readAnswer(response.status, text)).toMatchObject({
    message: expect.stringContaining('record cannot be reached'),
  });
  expect(text).not.toMatch(/127\.0\.0\.1|secret-word|ECONNREFUSED/);
  await gone.close();
});
