import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { walls } from '@/db/walls';
import { makeStores, type TestStores } from '@/tests/support/stores';
import { withDatabase } from '@/tests/support/urls';
import { type Filling, fillRecord } from './fill';

const one: Filling = {
  workspaceId: '019cab36-0000-7000-8000-00000000000a',
  workspaceNo: 1,
  personId: '019cab36-0000-7000-8000-0000000000aa',
  canary: 'one',
};
const other: Filling = {
  workspaceId: '019cab36-0000-7000-8000-00000000000b',
  workspaceNo: 2,
  personId: '019cab36-0000-7000-8000-0000000000bb',
  canary: 'other',
};

let stores: TestStores;
let admin: postgres.Sql;
const connect = (url: string) => postgres(url, { max: 1, onnotice: () => {} });

beforeAll(async () => {
  const name = `holdfast_catalogue_${process.pid}`;
  stores = await makeStores(name);
  admin = connect(withDatabase(inject('postgresAdminUrl'), name));
  for (const { workspaceId, personId, canary } of [one, other]) {
    await admin`insert into people (id, email, name) values (${personId}, ${`${canary}@wall.example`}, ${canary})`;
    await admin`insert into workspaces (id, slug, name, count, currency, timezone) values (${workspaceId}, ${canary}, ${canary}, 'people', 'USD', 'UTC')`;
  }
  for (const filling of [one, other]) await fillRecord(admin, filling);
});
afterAll(() => admin.end());

const walled = Object.entries(walls).filter(([, wall]) => wall !== 'global');
const ownerColumn = (table: string, wall: string) =>
  table === 'workspaces' || table === 'people' ? 'id' : wall === 'person' ? 'person_id' : 'workspace_id';

describe.each(['holdfast_app', 'holdfast_system'])('%s', (role) => {
  let sql: postgres.Sql;
  beforeAll(() => {
    sql = connect(role === 'holdfast_app' ? stores.appUrl : stores.systemUrl);
  });
  afterAll(() => sql.end());

  const inside = <T>(setting: string, id: string, run: (tx: postgres.TransactionSql) => Promise<T>) =>
    sql.begin(async (tx) => {
      await tx`select set_config(${setting}, ${id}, true)`;
      return run(tx);
    });

  test.each(walled)('sees nothing of %s before a wall is set, and only its own inside', async (table, wall) => {
    const column = ownerColumn(table, wall);
    expect(await sql.unsafe(`select 1 from ${table}`)).toHaveLength(0);
    const [setting, id] = wall === 'person' ? ['app.person_id', one.personId] : ['app.workspace_id', one.workspaceId];
    const owners = await inside(setting ?? '', id ?? '', (tx) =>
      tx.unsafe<{ owner: string }[]>(`select ${column}::text as owner from ${table}`),
    );
    expect(owners.length).toBeGreaterThan(0);
    expect(new Set(owners.map(({ owner }) => owner))).toEqual(new Set([id]));
  });

  test.each(walled.filter(([table]) => table !== 'audit_log'))(
    'changes, deletes and adds nothing of %s outside its wall',
    async (table, wall) => {
      const column = ownerColumn(table, wall);
      const [setting, id, foreign] =
        wall === 'person'
          ? ['app.person_id', one.personId, other.personId]
          : ['app.workspace_id', one.workspaceId, other.workspaceId];
      // What is kept for ever may not be changed or deleted by anybody: such a table grants neither.
      const touched = (statement: string) =>
        inside(setting ?? '', id ?? '', (tx) => tx.unsafe(statement, [foreign ?? ''])).then(
          ({ count }) => count,
          (error: Error) => (error.message === `permission denied for table ${table}` ? 0 : error),
        );
      expect(await touched(`update ${table} set ${column} = ${column} where ${column} = $1`)).toBe(0);
      expect(await touched(`delete from ${table} where ${column} = $1`)).toBe(0);
      // A row cannot be moved to somebody else either; a sealed campaign cannot be moved at all (23000).
      await expect(
        inside(setting ?? '', id ?? '', (tx) => tx.unsafe(`update ${table} set ${column} = $1`, [foreign ?? ''])),
      ).rejects.toMatchObject({ code: expect.stringMatching(/^(42501|23000|23505|23503|428C9)$/) });
    },
  );

  // Rows that grant access: what one may see as a person is not what one may write as that person.
  test.each([
    [
      'adds oneself to another workspace',
      'insert into memberships (workspace_id, person_id, role) values ($1, $2, $3)',
      [other.workspaceId, one.personId, 'owner'],
    ],
    ['makes oneself owner', 'update memberships set role = $2 where person_id = $1', [one.personId, 'owner']],
    [
      'invites oneself',
      "insert into invitations (id, workspace_id, email, role, token_hash, invited_by, created_at, expires_at) values ($1, $2, 'one@wall.example', 'owner', $3, $4, '2026-03-02', '2199-01-01')",
      ['019cab36-0000-7000-8000-0000000000cc', other.workspaceId, Buffer.alloc(32, 9), one.personId],
    ],
    ['opens an invitation again', "update invitations set role = 'owner' where email = $1", ['one@wall.example']],
  ])('as a person, nobody %s', async (_, statement, values) => {
    await admin`update invitations set email = 'one@wall.example' where workspace_id = ${one.workspaceId}`;
    await expect(inside('app.person_id', one.personId, (tx) => tx.unsafe(statement, values))).rejects.toMatchObject({
      code: '42501',
      message: expect.stringContaining('row-level security'),
    });
  });

  test('a wall ends with its transaction: the next one on the same connection sees nothing', async () => {
    await inside('app.workspace_id', one.workspaceId, (tx) => tx`select 1`);
    const [setting] = await sql`select current_setting('app.workspace_id', true) as value`;
    expect(setting?.value).toBe('');
    expect(await sql`select 1 from sources`).toHaveLength(0);
  });

  test('a wall set outside a transaction does nothing to the next statement', async () => {
    await sql`select set_config('app.workspace_id', ${one.workspaceId}, true)`;
    expect(await sql`select 1 from sources`).toHaveLength(0);
  });

  test('a wall that is no id is an error, never everything', async () => {
    await expect(inside('app.workspace_id', 'x', (tx) => tx`select 1 from sources`)).rejects.toMatchObject({
      code: '22P02',
    });
  });

  test('the names of fellow members are those of the current workspace', async () => {
    const names = () =>
      inside('app.workspace_id', one.workspaceId, (tx) => tx`select distinct name from workspace_people`);
    expect([...(await names())]).toEqual([{ name: 'one' }]);
    expect(await sql`select 1 from workspace_people`).toHaveLength(0);
  });

  test('cannot become another role, switch the wall off, or read the catalogue of secrets', async () => {
    for (const statement of [
      'set role holdfast_owner',
      'set session authorization holdfast_owner',
      'alter table sources disable row level security',
      'drop policy wall on sources',
      'select * from pg_authid',
      `copy (select 1) to program 'true'`,
      `select pg_read_file('/etc/passwd')`,
    ])
      await expect(sql.unsafe(statement), statement).rejects.toMatchObject({ code: '42501' });
    await sql`set row_security = off`;
    await expect(sql`select * from sources`).rejects.toMatchObject({ code: '42501' });
    await sql`set row_security = on`;
  });
});

describe('functions that see past the wall', () => {
  interface Definer {
    name: string;
    path: string[] | null;
    owner: string;
    isPublic: boolean;
    app: boolean;
    system: boolean;
  }

  const definers = () => admin<Definer[]>`
    select p.proname as name, p.proconfig as path, r.rolname as owner, has_function_privilege('public', p.oid, 'execute') as "isPublic",
      has_function_privilege('holdfast_app', p.oid, 'execute') as app, has_function_privilege('holdfast_system', p.oid, 'execute') as system
    from pg_proc p join pg_roles r on r.oid = p.proowner where p.pronamespace = 'public'::regnamespace and p.prosecdef order by 1`;

  test('belong to the owner, fix their search path, and are closed to the public', async () => {
    const found = await definers();
    expect(found.length).toBeGreaterThan(10);
    for (const one of found)
      expect(one).toMatchObject({ owner: 'holdfast_owner', isPublic: false, path: ['search_path=public, pg_temp'] });
  });

  test('what goes over all workspaces is for ingest and worker alone', async () => {
    const forApp = (await definers()).filter((one) => one.app).map(({ name }) => name);
    for (const name of [
      'list_workspaces',
      'find_workspace',
      'list_workspaces_with_work',
      'find_write_key',
      'claim_mail',
      'step_mail',
    ])
      expect(forApp).not.toContain(name);
  });
});
