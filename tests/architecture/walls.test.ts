import postgres from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { walls } from '@/db/walls';
import { migrateRecord } from '@/server/processes/prepare/migrate-record';
import { createEmbeddedRoles } from '@/server/processes/prepare/roles';
import { startTestPostgres, type TestPostgres } from '../support/postgres';
import { roleUrls } from '../support/urls';
import { wallBreaches } from './walls';

let server: TestPostgres;
let admin: postgres.Sql;
beforeAll(async () => {
  server = await startTestPostgres();
  const urls = roleUrls(server.adminUrl, 'walls');
  await createEmbeddedRoles(server.adminUrl, urls);
  await migrateRecord(urls.owner);
  const url = new URL(server.adminUrl);
  url.pathname = '/walls';
  admin = postgres(url.href, { max: 1, onnotice: () => {} });
});
afterAll(async () => {
  await admin?.end();
  await server?.stop();
});

test('every table is listed, and every walled one forces row-level security', async () => {
  expect(Object.keys(walls).length).toBeGreaterThan(20);
  expect(await wallBreaches(admin, walls)).toEqual([]);
});

test.each([
  [
    'a table that is not listed',
    'CREATE TABLE planted (id int); ALTER TABLE planted OWNER TO holdfast_owner',
    /^planted is not listed/,
  ],
  [
    'row-level security that is not forced',
    'ALTER TABLE customers NO FORCE ROW LEVEL SECURITY',
    /^customers does not force/,
  ],
  ['row-level security that is off', 'ALTER TABLE orders DISABLE ROW LEVEL SECURITY', /^orders has no row-level/],
  ['a policy for everyone', 'CREATE POLICY open ON events TO public USING (true)', /^events has policies for/],
  ['rights on a partition', 'GRANT SELECT ON inbox_default TO holdfast_system', /^inbox can be read around its wall/],
  ['a role that passes the wall', 'ALTER ROLE holdfast_app BYPASSRLS', /^holdfast_app may pass the wall/],
  [
    'a role that may become the owner',
    'GRANT holdfast_owner TO holdfast_system',
    /^holdfast_system may become the owner/,
  ],
  ['a listed table that is gone', 'ALTER TABLE costs RENAME TO spent', /^costs is listed and does not exist/],
])('%s is found', async (_, breach, finding) => {
  const found = await admin
    .begin(async (tx) => {
      await tx.unsafe(breach);
      throw new Planted(await wallBreaches(tx as unknown as postgres.Sql, walls));
    })
    .catch((error: unknown) => (error instanceof Planted ? error.found : Promise.reject(error)));
  expect(found).toEqual(expect.arrayContaining([expect.stringMatching(finding)]));
});

/** Carries the findings out of a transaction that must not be kept. */
class Planted extends Error {
  constructor(readonly found: string[]) {
    super('planted');
  }
}
