import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import ts from 'typescript';

/** A file of the tree, or one that a test plants to see its rule fail. */
export interface Source {
  path: string;
  text: string;
}

/** Every file that is tracked or will be, by path from the root. */
export function listFiles(pattern: RegExp): string[] {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    encoding: 'utf8',
    maxBuffer: 64_000_000,
  });
  return listed.split('\0').filter((path) => pattern.test(path) && fs.existsSync(path));
}

export const readFiles = (pattern: RegExp): Source[] =>
  listFiles(pattern).map((path) => ({ path, text: fs.readFileSync(path, 'utf8') }));

export const parse = ({ path, text }: Source): ts.SourceFile =>
  ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, path.endsWith('x') ? ts.ScriptKind.TSX : undefined);

/** Every node below `node`, itself included, for which `test` holds. */
export function findNodes<T extends ts.Node>(node: ts.Node, test: (node: ts.Node) => node is T): T[] {
  const found: T[] = test(node) ? [node] : [];
  node.forEachChild((child) => {
    found.push(...findNodes(child, test));
  });
  return found;
}

interface ExportedFunction {
  name: string;
  node: ts.FunctionLikeDeclaration;
}

/** Exported functions of a file, written either way. */
export function exportedFunctions(file: ts.SourceFile): ExportedFunction[] {
  return file.statements.filter(isExported).flatMap((statement): ExportedFunction[] => {
    if (ts.isFunctionDeclaration(statement) && statement.name) return [{ name: statement.name.text, node: statement }];
    if (!ts.isVariableStatement(statement)) return [];
    return statement.declarationList.declarations.flatMap(({ name, initializer }) =>
      ts.isIdentifier(name) && initializer && ts.isArrowFunction(initializer)
        ? [{ name: name.text, node: initializer }]
        : [],
    );
  });
}

const isExported = (statement: ts.Statement): boolean =>
  ts.canHaveModifiers(statement) &&
  (ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false);
