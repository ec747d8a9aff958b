import postgres from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CommandLine, makeCommandLine } from '../../support/command-line';
import { testStores } from '../../support/stores';

let cli: CommandLine;
let owner: postgres.Sql;

beforeAll(async () => {
  cli = await makeCommandLine();
  owner = postgres((await testStores()).ownerUrl, { max: 1, onnotice: () => {} });
}, 60_000);
afterAll(async () => {
  await owner.end();
  cli.remove();
});

interface Sample {
  email: string;
  password: string;
  workspace: string;
  created: boolean;
}
const create = async (...more: string[]) =>
  JSON.parse((await cli.run('sample', 'create', ...more, '--json')).stdout) as Sample;

const standing = () => owner`
  select w.slug, (select count(*)::int from customers c where c.workspace_id = w.id) as customers,
    (select count(*)::int from orders o where o.workspace_id = w.id) as orders, (select count(*)::int from events e where e.workspace_id = w.id) as events,
    (select count(*)::int from rejected r where r.workspace_id = w.id) as rejected, (select count(*)::int from model_runs m where m.workspace_id = w.id) as runs,
    (select count(*)::int from memberships m where m.workspace_id = w.id) as members
  from workspaces w where w.is_sample`;

const shop = { slug: 'sample', customers: 2_680, orders: 10_367, events: 15_591, rejected: 11, runs: 1, members: 1 };

test('made once, kept on the next call with a new password, made anew on --reset', async () => {
  const first = await create();
  expect(first).toMatchObject({ workspace: 'sample', created: true });
  expect([...(await standing())]).toEqual([shop]);
  const second = await create();
  expect(second).toMatchObject({ email: first.email, workspace: 'sample', created: false });
  expect(second.password).not.toBe(first.password);
  expect([...(await standing())]).toEqual([shop]);

  const [before] = await owner<{ id: string }[]>`select id from workspaces where is_sample`;
  expect(await create('--reset')).toMatchObject({ workspace: 'sample', created: true });
  expect([...(await standing())]).toEqual([shop]);
  const [after] = await owner<{ id: string }[]>`select id from workspaces where is_sample`;
  expect(after?.id).not.toBe(before?.id);
  const [left] = await owner<
    { n: number }[]
  >`select count(*)::int as n from inbox_keys where workspace_id = ${before?.id ?? ''}`;
  expect(left?.n).toBe(0);
}, 600_000);
