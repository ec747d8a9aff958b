import ts from 'typescript';
import { exportedFunctions, findNodes, parse, type Source } from './tree';

const NOT_A_VERB = /\/(index|router|schemas|internal)\.ts$|\.ch\.ts$|\.constants\.ts$/;

export const isVerbFile = (path: string): boolean =>
  /^server\/features\/[^/]+\/[^/]+\.ts$/.test(path) && !NOT_A_VERB.test(path);

interface Verb {
  name: string;
  body: ts.ConciseBody;
  permission: string | undefined;
}

/** Verbs of a workspace: exported functions that take the whole ServiceContext first. */
export function listVerbs(source: Source): Verb[] {
  return exportedFunctions(parse(source)).flatMap(({ name, node }) => {
    const [first] = node.parameters;
    if (!node.body || first?.type?.getText() !== 'ServiceContext') return [];
    return [{ name, body: node.body, permission: permissionOf(node.body, first.name.getText()) }];
  });
}

/** The literal that the first statement asks for: `requirePermission(ctx, 'noun:verb')`. */
function permissionOf(body: ts.ConciseBody, context: string): string | undefined {
  const first = ts.isBlock(body) ? body.statements[0] : undefined;
  if (!first || !ts.isExpressionStatement(first) || !ts.isCallExpression(first.expression)) return undefined;
  const { expression: called, arguments: given } = first.expression;
  const [who, what] = given;
  if (called.getText() !== 'requirePermission' || who?.getText() !== context) return undefined;
  return what && ts.isStringLiteral(what) ? what.text : undefined;
}

/** Verbs that do not ask for a permission before anything else. */
export const verbsWithoutPermission = (source: Source): string[] =>
  listVerbs(source)
    .filter(({ permission }) => !permission)
    .map(({ name }) => `${source.path}: ${name} does not begin with requirePermission(ctx, 'noun:verb')`);

/**
 * Verbs that change something without an audit entry in the transaction that changes it: a permission other than
 * `…:read`, or a write anywhere in the file, without a call `audit(tx, …)` inside `withWorkspace`.
 */
export function verbsWithoutAudit(source: Source): string[] {
  const file = parse(source);
  const audited = auditsInTransaction(file);
  const writes = writesIn(file);
  return listVerbs(source)
    .filter(({ permission }) => !audited && (writes || !permission?.endsWith(':read')))
    .map(({ name }) => `${source.path}: ${name} changes something without audit(tx, …) in withWorkspace`);
}

function auditsInTransaction(file: ts.SourceFile): boolean {
  return findNodes(file, ts.isCallExpression)
    .filter(({ expression }) => ['withWorkspace', 'withPerson'].includes(expression.getText()))
    .some((transaction) => findNodes(transaction, ts.isCallExpression).some(isAudit));
}

const isAudit = ({ expression, arguments: [handle] }: ts.CallExpression): boolean =>
  expression.getText() === 'audit' && handle?.getText() === 'tx';

function writesIn(file: ts.SourceFile): boolean {
  const calls = findNodes(file, ts.isPropertyAccessExpression);
  const statements = findNodes(file, ts.isTaggedTemplateExpression);
  return (
    calls.some(({ expression, name }) => expression.getText() === 'tx' && /^(insert|update|delete)$/.test(name.text)) ||
    statements.some(
      ({ tag, template }) =>
        tag.getText() === 'sql' && /\b(insert\s+into|update\s+\w+\s+set|delete\s+from)\b/i.test(template.getText()),
    )
  );
}

/** Procedures of a router inside a workspace whose verb is not one that asks for a permission. */
export function unguardedProcedures(router: Source, verbs: ReadonlySet<string>): string[] {
  return findNodes(parse(router), ts.isCallExpression)
    .filter(({ expression }) =>
      /^workspaceProcedure\b[\s\S]*\.(query|mutation|subscription)$/.test(expression.getText()),
    )
    .flatMap((procedure) =>
      findNodes(procedure, ts.isCallExpression)
        .filter(({ arguments: [context] }) => context?.getText() === 'ctx.service')
        .map(({ expression }) => expression.getText()),
    )
    .filter((called) => !verbs.has(called))
    .map((called) => `${router.path}: ${called} is not a verb that begins with requirePermission`);
}

/** Procedures of a workspace in a router, and how many of them hand `ctx.service` to something. */
export function countProcedures(router: Source): { all: number; served: number } {
  const procedures = findNodes(parse(router), ts.isCallExpression).filter(({ expression }) =>
    /^workspaceProcedure\b[\s\S]*\.(query|mutation|subscription)$/.test(expression.getText()),
  );
  const served = procedures.filter((procedure) => /\(\s*ctx\.service\b/.test(procedure.getText()));
  return { all: procedures.length, served: served.length };
}
