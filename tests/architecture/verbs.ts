import ts from 'typescript';
import { exportedFunctions, findNodes, parse, type Source } from './tree';

const NOT_A_VERB = /\/(index|router|schemas|internal)\.ts$|\.ch\.ts$|\.constants\.ts$/;

const isVerbFile = (path: string): boolean =>
  /^server\/features\/[^/]+\/[^/]+\.ts$/.test(path) && !NOT_A_VERB.test(path);

export interface Verb {
  path: string;
  name: string;
  body: ts.ConciseBody;
  permission: string | undefined;
  /** Something in its file writes to the record. */
  writes: boolean;
  /** Its file writes an audit entry in a transaction of the workspace. */
  audits: boolean;
}

const sliceOf = (path: string): string => path.split('/').slice(0, 3).join('/');

/** Everything of the slices that takes the whole ServiceContext first, shown or not. */
export const listFunctions = (features: Source[]): Verb[] =>
  features.filter(({ path }) => isVerbFile(path)).flatMap(functionsWithContext);

/**
 * Verbs of a workspace: what a slice shows to others (its index) or to the network (its router) and takes the whole
 * ServiceContext first.
 */
export function listVerbs(features: Source[]): Verb[] {
  const shown = new Set(
    features
      .filter(({ path }) => /\/(index|router)\.ts$/.test(path))
      .flatMap((source) => namesShown(source).map((name) => `${sliceOf(source.path)} ${name}`)),
  );
  return listFunctions(features).filter(({ path, name }) => shown.has(`${sliceOf(path)} ${name}`));
}

const namesShown = (source: Source): string[] =>
  findNodes(parse(source), (node) => ts.isExportSpecifier(node) || ts.isImportSpecifier(node)).map(
    ({ name, propertyName }) => (propertyName ?? name).text,
  );

function functionsWithContext(source: Source): Verb[] {
  const file = parse(source);
  const writes = writesIn(file);
  const audits = auditsInTransaction(file);
  return exportedFunctions(file).flatMap(({ name, node }) => {
    const [first] = node.parameters;
    if (!node.body || first?.type?.getText() !== 'ServiceContext') return [];
    const permission = permissionOf(node.body, first.name.getText());
    return [{ path: source.path, name, body: node.body, permission, writes, audits }];
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
export const verbsWithoutPermission = (verbs: Verb[]): string[] =>
  verbs
    .filter(({ permission }) => !permission)
    .map(({ path, name }) => `${path}: ${name} does not begin with requirePermission(ctx, 'noun:verb')`);

/**
 * Verbs that change something without an audit entry in the transaction that changes it: a permission other than
 * `…:read`, or a write in the file, without `audit(tx, …)` inside `withWorkspace`, and not handed on to one of `functions` that has one.
 */
export function verbsWithoutAudit(verbs: Verb[], functions: Verb[]): string[] {
  const audited = new Set(functions.filter(({ audits, permission }) => audits && permission).map(({ name }) => name));
  const handsOn = ({ body }: Verb) =>
    findNodes(body, ts.isCallExpression).some(
      ({ expression, arguments: [first] }) => audited.has(expression.getText()) && first?.getText() === 'ctx',
    );
  return verbs
    .filter((verb) => (verb.writes || !verb.permission?.endsWith(':read')) && !verb.audits)
    .filter((verb) => verb.writes || !handsOn(verb))
    .map(({ path, name }) => `${path}: ${name} changes something without audit(tx, …) in withWorkspace`);
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
