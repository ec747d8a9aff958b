import ts from 'typescript';
import { expect, test } from 'vitest';
import { findNodes, parse, readFiles, type Source } from './tree';

const code = readFiles(/^(server|app|components|db)\/.*\.tsx?$/);
const asksClickHouse = (path: string) =>
  path.endsWith('.ch.ts') || /^server\/features\/[^/]+\/domain\/compile\.ts$/.test(path);

/** SELECT statements of a file that do not filter by the bound workspace. */
function unboundStatements(source: Source): string[] {
  const file = parse(source);
  const texts = [...findNodes(file, ts.isStringLiteralLike), ...findNodes(file, ts.isTemplateExpression)];
  return texts
    .map((node) => node.getText())
    .filter((text) => /\bselect\b[\s\S]*\bfrom\b/i.test(text) && !/\bws\s*=\s*\{ws:UInt32\}/.test(text))
    .map((text) => `${source.path}: ${text.slice(0, 60)}`);
}

/** Questions defined where no reader looks for them. */
const strayQuestions = (source: Source): string[] =>
  asksClickHouse(source.path) || source.path.startsWith('server/analytics/') || !/\bdefineQuestion\(/.test(source.text)
    ? []
    : [`${source.path}: defineQuestion belongs in a .ch.ts file`];

test('every ClickHouse question binds the workspace', () => {
  expect(code.filter(({ path }) => asksClickHouse(path)).flatMap(unboundStatements)).toEqual([]);
});

test('questions stand only in .ch.ts files', () => {
  expect(code.flatMap(strayQuestions)).toEqual([]);
});

test('a planted statement without the workspace, or with it in a comment only, is found', () => {
  const plant = (sql: string) => ({ path: 'server/features/planted/size.ch.ts', text: `const q = \`${sql}\`;` });
  expect(unboundStatements(plant('SELECT count() FROM facts'))).toHaveLength(1);
  expect(unboundStatements(plant('SELECT count() /* {ws:UInt32} */ FROM facts WHERE ws > 0'))).toHaveLength(1);
  expect(unboundStatements(plant('SELECT count() FROM facts WHERE ws = {ws:UInt32}'))).toEqual([]);
  expect(strayQuestions({ path: 'server/features/planted/size.ts', text: 'defineQuestion({})' })).toHaveLength(1);
});
