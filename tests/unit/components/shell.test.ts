import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { currentNav, navFor, navItems } from '@/components/shell/nav';
import { zoneWords } from '@/components/shell/rail-foot';
import { tokenise } from '@/components/shell/sql-tokens';
import { parseTheme } from '@/components/shell/theme';
import { initials } from '@/components/shell/user-menu';

/** Every page's address as Next sees it: without route groups. */
const routes = readdirSync('app', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('page.tsx'))
  .map((file) => `/${file}`.replaceAll(/\/\([^)]*\)/g, '').replace(/\/page\.tsx$/, ''));

describe('navigation', () => {
  it('has no dead link: every entry, and what the menus lead to, has its page', () => {
    expect(routes).toEqual(expect.arrayContaining(navItems.map((item) => `/[workspace]${item.path}`)));
    expect(routes).toEqual(expect.arrayContaining(['/account', '/workspaces/new', '']));
  });

  it('gives each page its own key and at most four a tab', () => {
    expect(new Set(navItems.map((item) => item.key)).size).toBe(navItems.length);
    expect(navItems.filter((item) => item.tab).length).toBeLessThanOrEqual(4);
  });

  it('shows a role only what it can open', () => {
    expect(navFor('viewer').map((item) => item.id)).not.toContain('data');
    expect(navFor('owner')).toHaveLength(navItems.length);
  });

  it('knows the page of a path, also below it, and not by a shared beginning', () => {
    expect(currentNav('/acme', 'acme')?.id).toBe('home');
    expect(currentNav('/acme/customers/42', 'acme')?.id).toBe('customers');
    expect(currentNav('/acme/customers-old', 'acme')).toBeUndefined();
    expect(currentNav('/acme/data', 'acme')?.id).toBe('data');
  });
});

describe('small words of the shell', () => {
  it('shorten a name to two letters', () => {
    expect([initials('Ada Novak'), initials('ada@fieldnote.example'), initials('Ada'), initials('')]).toEqual([
      'AN',
      'AF',
      'AD',
      '?',
    ]);
  });

  it('say a time zone as people do', () => {
    expect([zoneWords('America/New_York'), zoneWords('UTC'), zoneWords('Europe/London')]).toEqual([
      'New York time',
      'UTC',
      'London time',
    ]);
  });

  it('take only a known theme from the cookie', () => {
    expect([parseTheme('dark'), parseTheme(undefined), parseTheme('"><script>')]).toEqual(['dark', 'system', 'system']);
  });
});

describe('the query in a trace', () => {
  it('is coloured without losing a character', () => {
    fc.assert(
      fc.property(fc.string(), (sql) => {
        const joined = tokenise(sql).map((token) => token.text);
        expect(joined.join('')).toBe(sql);
      }),
    );
  });

  it('knows keywords, calls, texts and comments', () => {
    const kinds = tokenise("SELECT uniqExact(id) FROM t WHERE day >= '2026-07-01' -- so far").map((token) => [
      token.kind,
      token.text,
    ]);
    expect(kinds).toEqual(
      expect.arrayContaining([
        ['keyword', 'SELECT'],
        ['call', 'uniqExact'],
        ['text', "'2026-07-01'"],
        ['comment', '-- so far'],
      ]),
    );
  });
});
