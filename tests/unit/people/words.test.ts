import { describe, expect, test } from 'vitest';
import { deviceWords } from '@/components/people/device-words';
import { nextPath } from '@/components/people/next-path';
import { problemInWords } from '@/components/people/session-client';
import { slugOf } from '@/components/people/slug-of';
import { actorInWords, verbInWords } from '@/components/settings/audit-words';
import { mailAnswer } from '@/components/settings/mail-answer';
import { membersAnswer } from '@/components/settings/members-answer';
import { roleWords } from '@/components/settings/role-words';
import { roles } from '@/server/auth/permissions';
import { joinInput, inviteMemberInput } from '@/server/features/members/schemas';

test.each([
  [undefined, '/'],
  ['/acme/customers?sort=name', '/acme/customers?sort=name'],
  [['/one', '/two'], '/one'],
  ['https://evil.example', '/'],
  ['//evil.example', '/'],
  ['/\\evil.example', '/'],
  ['javascript:alert(1)', '/'],
  ['/sign-in', '/'],
])('after signing in, %j leads to %s', (wanted, path) => {
  expect(nextPath(wanted)).toBe(path);
});

test.each([
  ['Müller & Söhne GmbH', 'muller-sohne-gmbh'],
  ['  Acme  ', 'acme'],
  ['日本', ''],
  ['a'.repeat(47) + ' bc', 'a'.repeat(47)],
])('%s has the address %s', (name, slug) => {
  expect(slugOf(name)).toBe(slug);
});

test.each([
  [
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36',
    'Chrome on Linux',
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1 Version/18.0 Mobile Safari/604.1',
    'Safari on iOS',
  ],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0',
    'Edge on Windows',
  ],
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 15.0; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox on macOS'],
  ['curl/8.5.0', 'curl'],
  ['', 'unknown browser'],
])('%s is %s', (userAgent, words) => {
  expect(deviceWords(userAgent)).toBe(words);
});

test('what went wrong with signing in, in words', () => {
  expect(problemInWords({ kind: 'limited', retryAfterSeconds: 61 })).toContain('in 2 minutes');
  expect(problemInWords({ kind: 'limited', retryAfterSeconds: 30 })).toContain('in 1 minute,');
  expect(problemInWords({ kind: 'mismatch' })).not.toMatch(/unknown|no account/);
});

describe('settings', () => {
  test('a former member, a job and a command are named', () => {
    expect(actorInWords('person:1', 'Ada')).toBe('Ada');
    expect(actorInWords('person:1', undefined)).toBe('a former member');
    expect(actorInWords('job:facts', undefined)).toBe('the job “facts”');
    expect(actorInWords('command:keys rotate', undefined)).toBe('the command “keys rotate”');
    expect(verbInWords('imports.undo')).toBe('imports.undo');
  });

  test('the sentence of the members page', () => {
    const ready = (open: boolean[]) => ({ state: 'ready', data: open.map((isExpired) => ({ isExpired })) });
    expect(membersAnswer('Acme', [{ role: 'owner' }], ready([])).answer).toBe('You are alone in Acme.');
    const two = [{ role: 'owner' }, { role: 'csm' }] as const;
    expect(membersAnswer('Acme', two, ready([false, true])).next).toBe('1 invitation is not answered yet.');
    expect(membersAnswer('Acme', two, { state: 'denied' })).toEqual({
      answer: '2 people work in Acme, 1 owner among them.',
    });
  });

  test('the sentence of the mail page says first what needs someone', () => {
    const mails = (...states: string[]) => states.map((state) => ({ state }));
    expect(mailAnswer(mails('sent', 'failed', 'uncertain')).answer).toBe(
      'Of the newest 3 mails, 1 failed and 1 may have arrived.',
    );
    expect(mailAnswer(mails('planned')).answer).toBe('Of the only mail, 1 still to be sent.');
    expect(mailAnswer(mails('sent')).answer).toBe('The only mail was sent.');
    expect(mailAnswer([]).answer).toContain('No mail');
  });
});

test('an invitation takes the roles there are, and every role has words', () => {
  expect(inviteMemberInput.shape.role.options).toEqual(roles);
  expect(Object.keys(roleWords)).toEqual(roles);
  expect(joinInput.safeParse({ token: 'short', name: 'A', password: 'x' }).success).toBe(false);
});
