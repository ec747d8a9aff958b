import ts from 'typescript';
import { expect, test } from 'vitest';
import { findNodes, parse, readFiles, type Source } from './tree';

const code = readFiles(/^(server|app|components|db)\/.*\.tsx?$/);
const tables = readFiles(/^db\/clickhouse\/.*\.sql$/).flatMap(({ text }) =>
  [...text.matchAll(/CREATE TABLE IF NOT EXISTS \{db\}\.(\w+)/g)].map(([, name]) => name),
);
const asksClickHouse = (path: string) =>
  path.endsWith('.ch.ts') || /^server\/(features\/[^/]+\/domain\/compile|analytics\/visible)\.ts$/.test(path);

/** Texts of a file that read more tables than they filter by the bound workspace, with the parts that the file itself holds. */
function unboundStatements(source: Source): string[] {
  const file = parse(source);
  const texts = [...findNodes(file, ts.isStringLiteralLike), ...findNodes(file, ts.isTemplateExpression)];
  const reads = new RegExp(`\\b(?:from|join)\\s+(?:${tables.join('|')})\\b`, 'gi');
  const count = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].length;
  const parts = new Map(
    findNodes(file, ts.isVariableDeclaration).map(({ name, initializer }) => [name.getText(), initializer?.getText()]),
  );
  return texts
    .map((node) => node.getText().replaceAll(/\$\{(\w+)\}/g, (part, name: string) => parts.get(name) ?? part))
    .filter((text) => count(text, reads) > count(text, /\bws\s*=\s*\{ws:UInt32\}/g))
    .map((text) => `${source.path}: ${text.slice(0, 80)}`);
}

/** Questions defined where no reader looks for them. */
const strayQuestions = (source: Source): string[] =>
  asksClickHouse(source.path) || source.path.startsWith('server/analytics/') || !/\bdefineQuestion\(/.test(source.text)
    ? []
    : [`${source.path}: defineQuestion belongs in a .ch.ts file`];

test('every ClickHouse question binds the workspace', () => {
  expect(tables.length).toBeGreaterThan(5);
  expect(code.filter(({ path }) => asksClickHouse(path)).flatMap(unboundStatements)).toEqual([]);
});

test('questions stand only in .ch.ts files', () => {
  expect(code.flatMap(strayQuestions)).toEqual([]);
});

test('a planted statement without the workspace, or with it in a comment only, is found', () => {
  const plant = (sql: string) => ({ path: 'server/features/planted/size.ch.ts', text: `const q = \`${sql}\`;` });
  expect(unboundStatements(plant('SELECT count() FROM events'))).toHaveLength(1);
  expect(unboundStatements(plant('SELECT count() /* {ws:UInt32} */ FROM events WHERE ws > 0'))).toHaveLength(1);
  expect(unboundStatements(plant('SELECT count() FROM events WHERE ws = {ws:UInt32}'))).toEqual([]);
  const half = 'SELECT count() FROM events AS e JOIN orders AS o ON o.no = e.no WHERE e.ws = {ws:UInt32}';
  expect(unboundStatements(plant(half))).toHaveLength(1);
  expect(strayQuestions({ path: 'server/features/planted/size.ts', text: 'defineQuestion({})' })).toHaveLength(1);
});
