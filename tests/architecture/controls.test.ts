import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { listFiles, readFiles } from './tree';

const controls = readFiles(/^tests\/chaos\/controls\/.*\.patch$/);

/** What git says against a patch, or undefined when it applies to the tree as it stands. */
function objection(patch: string): string | undefined {
  const { status, stderr } = spawnSync('git', ['apply', '--check', '--whitespace=nowarn', '-'], {
    input: patch,
    encoding: 'utf8',
  });
  return status === 0 ? undefined : stderr.trim();
}

test('every control applies to the code that it breaks', () => {
  expect(controls.length).toBeGreaterThan(0);
  expect(controls.flatMap(({ text }) => objection(text) ?? []).join('\n')).toBe('');
  for (const { path, text } of controls) expect(text, path).toMatch(/^\+\+\+ b\/(server|db|drizzle)\//m);
});

test('every control is used by a test', () => {
  const tests = readFiles(/^tests\/.*\.(ts|mjs)$/).filter(({ text }) => text.includes('buildBroken'));
  const unused = listFiles(/^tests\/chaos\/controls\/.*\.patch$/)
    .map((path) => path.replace(/^.*\/|\.patch$/g, ''))
    .filter((name) => !tests.some(({ text }) => text.includes(`'${name}'`)));
  expect(unused).toEqual([]);
});

test('a planted patch of code that changed since is found', () => {
  const stale = '--- a/README.md\n+++ b/README.md\n@@ -1,1 +1,1 @@\n-# A title it never had\n+# Another\n';
  expect(objection(stale)).toMatch(/README\.md/);
});
