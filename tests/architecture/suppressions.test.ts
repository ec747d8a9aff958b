import fs from 'node:fs';
import { expect, test } from 'vitest';
import { readFiles, type Source } from './tree';

// Each word is written in two parts, so that this file does not hold what it looks for.
const FORBIDDEN = [
  ['eslint-', 'disable'],
  ['oxlint-', 'disable'],
  ['biome-', 'ignore'],
  ['@ts-', 'ignore'],
  ['@ts-', 'nocheck'],
  ['@ts-', 'expect-error'],
  ['as ', 'any\\b'],
  ['\\bTO', 'DO\\b'],
  ['\\bFIX', 'ME\\b'],
  ['\\bHA', 'CK\\b'],
  ['\\bX', 'XX:'],
  ['\\b(test|it|describe)\\.(on', 'ly|sk' + 'ip|to' + 'do|fa' + 'ils)\\('],
].map((parts) => new RegExp(parts.join('')));

const suppressionsIn = ({ path, text }: Source): string[] =>
  text
    .split('\n')
    .flatMap((line, at) => (FORBIDDEN.some((word) => word.test(line)) ? [`${path}:${at + 1}: ${line.trim()}`] : []));

test('no check is suppressed and nothing is left for later', () => {
  const sources = readFiles(/\.(ts|tsx|mjs|cjs|js|css|sql)$/).filter(({ path }) => !path.startsWith('drizzle/'));
  expect(sources.length).toBeGreaterThan(100);
  expect(sources.flatMap(suppressionsIn)).toEqual([]);
});

test.each([
  `const a = b as ${'any'};`,
  `// ${'TO'}DO later`,
  `/* oxlint-${'disable'} no-console */`,
  `// @ts-${'ignore'}`,
  `it.${'only'}('x', () => {});`,
  `test.${'skip'}('x', () => {});`,
])('a planted %s is found', (line) => {
  expect(suppressionsIn({ path: 'planted.ts', text: `one\n${line}\n` })).toHaveLength(1);
});

test('the code rules are switched off only where the rule names the one place for it', () => {
  const { rules, overrides } = JSON.parse(fs.readFileSync('.oxlintrc.json', 'utf8'));
  const off = Object.entries(rules).filter(([, level]) => level === 'off');
  const exceptions = overrides.flatMap(({ files, rules }: { files: string[]; rules: Record<string, unknown> }) =>
    Object.entries(rules)
      .filter(([, level]) => level === 'off')
      .map(([rule]) => `${rule} in ${files.join(' ')}`),
  );
  expect(off).toEqual([]);
  expect(exceptions.sort()).toEqual([
    'import/no-default-export in *.config.* **/*.config.*',
    'import/no-default-export in app/**',
    'max-lines-per-function in tests/**',
    'max-params in tests/**',
    'node/no-process-env in *.config.* **/*.config.*',
    'node/no-process-env in server/platform/env.ts server/processes/up/settings.mjs',
    'node/no-process-env in tests/**',
  ]);
});
