import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { listFiles, readFiles, type Source } from './tree';

const files = listFiles(/./);
const known = new Set(files.flatMap((file) => [file, ...foldersAbove(file)]));
const docs = readFiles(/\.md$/);

function foldersAbove(file: string): string[] {
  const folder = path.posix.dirname(file);
  return folder === '.' ? [] : [folder, ...foldersAbove(folder)];
}

const TOP = '(?:app|components|db|docs|drizzle|public|server|tests|\\.ci)';
// A path in backticks from the root, or a link; patterns with a star or a <name> must match at least one file.
const CITED = new RegExp(`\`(${TOP}/[^\`\\s]*)\`|\\]\\((?!https?:|#|mailto:)([^)\\s]+)\\)`, 'g');

function deadCitations({ path: doc, text }: Source): string[] {
  return [...text.matchAll(CITED)]
    .map(([, inText, linked]) =>
      inText ? inText : path.posix.normalize(path.posix.join(path.posix.dirname(doc), linked?.split('#')[0] ?? '')),
    )
    .filter((cited) => cited && !exists(cited.replace(/[:#][\dL-]+$/, '').replace(/\/$/, '')))
    .map((cited) => `${doc} cites ${cited}`);
}

function exists(cited: string): boolean {
  if (!/[*<{]/.test(cited)) return known.has(cited);
  const pattern = cited
    .replaceAll(/[.+?^$()|[\]\\]/g, '\\$&')
    .replaceAll('**', '\0')
    .replaceAll(/\*|<[^>]+>/g, '[^/]+')
    .replaceAll('\0', '.+')
    .replaceAll(/\{([^}]+)\}/g, (_, words: string) => `(${words.split(',').join('|')})`);
  return [...known].some((file) => new RegExp(`^${pattern}$`).test(file));
}

test('documents cite only paths that exist', () => {
  expect(docs.length).toBeGreaterThan(5);
  expect(docs.flatMap(deadCitations)).toEqual([]);
});

// In comments of code a path stands bare: a file with its ending, from the root.
const BARE = new RegExp(`(?:^|[\\s(])(${TOP}/[\\w./*<>{},-]*\\.(?:md|tsx?|mjs|sql|json))\\b`, 'g');

const deadInComments = ({ path: file, text }: Source): string[] =>
  text
    .split('\n')
    .filter((line) => /^\s*(?:\/\/|\/?\*|--)/.test(line))
    .flatMap((line) => [...line.matchAll(BARE)].map(([, cited]) => cited ?? ''))
    .filter((cited) => !exists(cited))
    .map((cited) => `${file} cites ${cited}`);

test('comments of code cite only files that exist', () => {
  const code = readFiles(/^(?:app|components|db|drizzle|server|tests)\/.*\.(?:tsx?|mjs|sql)$/);
  expect(code.length).toBeGreaterThan(300);
  expect(code.flatMap(deadInComments)).toEqual([]);
  const text =
    '/** As server/gone.ts and\n * (docs/gone.md), not server/platform/env.ts. */\nconst at = "server/gone.ts";';
  expect(deadInComments({ path: 'server/planted.ts', text })).toHaveLength(2);
});

test('a planted citation of a path that is gone is found, in text, link and pattern', () => {
  const text = '`server/gone.ts` and [there](../gone.md) and `tests/gone/*.patch`, not `server/platform/env.ts`';
  expect(deadCitations({ path: 'docs/planted.md', text })).toHaveLength(3);
});

test('every document is reached from the README or CONTRIBUTING', () => {
  const reached = new Set(['README.md', 'CONTRIBUTING.md']);
  for (const doc of reached) {
    const { text } = docs.find(({ path: at }) => at === doc) ?? { text: '' };
    for (const [, inText, linked] of text.matchAll(CITED)) {
      const target = inText ?? path.posix.normalize(path.posix.join(path.posix.dirname(doc), linked ?? ''));
      const below = docs.filter(({ path: at }) => at === target || at.startsWith(`${target.replace(/\/$/, '')}/`));
      for (const { path: at } of below) reached.add(at);
    }
  }
  const unreached = docs.map(({ path: at }) => at).filter((at) => at.startsWith('docs/') && !reached.has(at));
  expect(unreached).toEqual([]);
});

test('every folder of server/ says in at most 30 lines what it owns', () => {
  const folders = new Set(files.flatMap((file) => /^server\/[^/]+(?=\/)/.exec(file)?.[0] ?? []));
  const lengths = [...folders].map((folder) => {
    const readme = path.join(folder, 'README.md');
    return { folder, lines: fs.existsSync(readme) ? fs.readFileSync(readme, 'utf8').trimEnd().split('\n').length : 0 };
  });
  expect(lengths.filter(({ lines }) => lines === 0 || lines > 30)).toEqual([]);
});
