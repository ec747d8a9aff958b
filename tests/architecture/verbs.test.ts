import { expect, test } from 'vitest';
import { permissions } from '@/server/auth/permissions';
import { readFiles } from './tree';
import {
  countProcedures,
  listFunctions,
  listVerbs,
  unguardedProcedures,
  verbsWithoutAudit,
  verbsWithoutPermission,
} from './verbs';

const features = readFiles(/^server\/features\/.*\.ts$/);
const routers = features.filter(({ path }) => path.endsWith('/router.ts'));
const verbs = listVerbs(features);

test('every verb asks for its permission first', () => {
  expect(verbs.length).toBeGreaterThan(20);
  expect(verbsWithoutPermission(verbs)).toEqual([]);
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
  expect(verbsWithoutAudit(verbs, listFunctions(features))).toEqual([]);
});

const ask = "requirePermission(ctx, 'workspace:write');";
const change = 'await tx.update(workspaces).set(input);';
const planted = (body: string) =>
  listVerbs([
    {
      path: 'server/features/planted/rename.ts',
      text: `export async function rename(ctx: ServiceContext, input: Input) { ${body} }`,
    },
    {
      path: 'server/features/planted/audited.ts',
      text: `export async function audited(ctx: ServiceContext) { ${ask} await withWorkspace(ctx, (tx) => audit(tx, ctx, {})); }`,
    },
    {
      path: 'server/features/planted/index.ts',
      text: "export { rename } from './rename'; export { audited } from './audited';",
    },
  ]);
test.each([
  ['no permission', planted('return 1;')],
  ['a permission asked later', planted(`const now = 1; ${ask}`)],
  ['a permission that is not written out', planted('requirePermission(ctx, wanted);')],
  ['the permission of another context', planted("requirePermission(other, 'workspace:write');")],
])('a planted verb with %s is found', (_, verbs) => {
  expect(verbsWithoutPermission(verbs)).toHaveLength(1);
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
])('a planted verb with %s is found', (_, verbs) => {
  expect(verbsWithoutAudit(verbs, verbs)).toHaveLength(1);
});

test('a planted verb that hands on to an audited one passes', () => {
  const handing = planted(`${ask} return audited(ctx);`);
  expect(verbsWithoutAudit(handing, handing)).toEqual([]);
  const straying = planted(`${ask} return audited(other);`);
  expect(verbsWithoutAudit(straying, straying)).toHaveLength(1);
});

test('a planted verb as it should be passes', () => {
  const good = planted(`${ask} return withWorkspace(ctx, async (tx) => { ${change} await audit(tx, ctx, {}); });`);
  expect([...verbsWithoutPermission(good), ...verbsWithoutAudit(good, good)]).toEqual([]);
});

test('a planted procedure that calls something else is found', () => {
  const router = {
    path: 'server/features/planted/router.ts',
    text: 'export const planted = router({ go: workspaceProcedure.input(x).mutation(({ ctx, input }) => helper(ctx.service, input)) });',
  };
  expect(unguardedProcedures(router, new Set(['rename']))).toHaveLength(1);
  expect(unguardedProcedures(router, new Set(['helper']))).toEqual([]);
});
