import { expect, test } from 'vitest';
import { permissions } from '@/server/auth/permissions';
import { readFiles } from './tree';
import {
  countProcedures,
  isVerbFile,
  listVerbs,
  unguardedProcedures,
  verbsWithoutAudit,
  verbsWithoutPermission,
} from './verbs';

const features = readFiles(/^server\/features\/.*\.ts$/);
const verbFiles = features.filter(({ path }) => isVerbFile(path));
const routers = features.filter(({ path }) => path.endsWith('/router.ts'));
const verbs = verbFiles.flatMap(listVerbs);

test('every verb asks for its permission first', () => {
  expect(verbs.length).toBeGreaterThan(0);
  expect(verbFiles.flatMap(verbsWithoutPermission)).toEqual([]);
  expect(verbs.map(({ permission }) => permission)).toSatisfy((asked: string[]) =>
    asked.every((one) => one in permissions),
  );
});

test('every procedure of a workspace calls only such verbs', () => {
  const guarded = new Set(verbs.filter(({ permission }) => permission).map(({ name }) => name));
  expect(routers.flatMap((router) => unguardedProcedures(router, guarded))).toEqual([]);
  for (const router of routers)
    expect(countProcedures(router), router.path).toSatisfy(({ all, served }) => all === served);
});

test('every verb that changes something writes its audit entry in the same transaction', () => {
  expect(verbFiles.flatMap(verbsWithoutAudit)).toEqual([]);
});

const planted = (body: string) => ({
  path: 'server/features/planted/rename.ts',
  text: `export async function rename(ctx: ServiceContext, input: Input) { ${body} }`,
});
const ask = "requirePermission(ctx, 'workspace:write');";
const change = 'await tx.update(workspaces).set(input);';

test.each([
  ['no permission', planted('return 1;')],
  ['a permission asked later', planted(`const now = 1; ${ask}`)],
  ['a permission that is not written out', planted('requirePermission(ctx, wanted);')],
  ['the permission of another context', planted("requirePermission(other, 'workspace:write');")],
])('a planted verb with %s is found', (_, source) => {
  expect(verbsWithoutPermission(source)).toHaveLength(1);
});

test.each([
  ['no audit', planted(`${ask} return withWorkspace(ctx, async (tx) => { ${change} });`)],
  [
    'an audit outside the transaction',
    planted(`${ask} await withWorkspace(ctx, async (tx) => { ${change} }); await audit(tx, ctx, {});`),
  ],
  [
    'an audit through another handle',
    planted(`${ask} await withWorkspace(ctx, async (tx) => { ${change} await audit(db, ctx, {}); });`),
  ],
  [
    'a write behind a reading permission',
    planted("requirePermission(ctx, 'workspace:read'); await tx.execute(sql`delete from customers`);"),
  ],
])('a planted verb with %s is found', (_, source) => {
  expect(verbsWithoutAudit(source)).toHaveLength(1);
});

test('a planted verb as it should be passes', () => {
  const good = planted(`${ask} return withWorkspace(ctx, async (tx) => { ${change} await audit(tx, ctx, {}); });`);
  expect([...verbsWithoutPermission(good), ...verbsWithoutAudit(good)]).toEqual([]);
});

test('a planted procedure that calls something else is found', () => {
  const router = {
    path: 'server/features/planted/router.ts',
    text: 'export const planted = router({ go: workspaceProcedure.input(x).mutation(({ ctx, input }) => helper(ctx.service, input)) });',
  };
  expect(unguardedProcedures(router, new Set(['rename']))).toHaveLength(1);
  expect(unguardedProcedures(router, new Set(['helper']))).toEqual([]);
});
