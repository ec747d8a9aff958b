import postgres from 'postgres';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { verifyAudit } from '@/server/features/audit';
import { audit } from '@/server/platform/audit';
import { withWorkspace } from '@/server/platform/transaction';
import { testStores } from '@/tests/support/stores';
import { createTestTenant, type TestTenant } from '@/tests/support/tenant';

let owner: postgres.Sql;
let tenant: TestTenant;

beforeAll(async () => {
  owner = postgres((await testStores()).ownerUrl, { max: 1, onnotice: () => {} });
});
afterAll(() => owner.end());

beforeEach(async () => {
  tenant = await createTestTenant();
  const ctx = tenant.as('admin');
  for (let row = 2; row <= 6; row += 1)
    await withWorkspace(ctx, (tx) =>
      audit(tx, ctx, { verb: `test.verb${row}`, subject: `thing:${row}`, fields: ['a', 'b'] }),
    );
  return () => tenant.close();
});

const verify = () => verifyAudit(tenant.as('admin'));
const inWorkspace = () => owner`workspace_id = ${tenant.workspace.id}`;

describe('the audit chain', () => {
  test('holds as it was written', async () => {
    expect(await verify()).toEqual({ ok: true, checked: 6, lastHash: expect.stringMatching(/^[0-9a-f]{64}$/) });
  });

  test.each([
    ['the actor', `actor = overlay(actor placing '9' from 8 for 1)`],
    ['the verb', `verb = 'test.verb5'`],
    ['the subject', `subject = 'thing:5'`],
    ['the fields', `fields = array['ab']`],
    ['how the fields are cut', `fields = array['a', 'b', '']`],
    ['the time, by a millisecond', `at = at + interval '1 millisecond'`],
    ['one byte of the hash', `hash = set_byte(hash, 31, (get_byte(hash, 31) + 1) % 256)`],
  ])('names the row when its owner changes %s', async (_, change) => {
    await owner`update audit_log set ${owner.unsafe(change)} where ${inWorkspace()} and seq = 4`;
    expect(await verify()).toMatchObject({ ok: false, seq: 4, checked: 3, problem: 'changed' });
  });

  test('names the row after a gap', async () => {
    await owner`delete from audit_log where ${inWorkspace()} and seq = 3`;
    expect(await verify()).toMatchObject({ ok: false, seq: 4, checked: 2, problem: 'missing' });
  });

  test('names the row after one that was written anew with a hash that fits', async () => {
    const before = await verify();
    await owner`update audit_log a set previous_hash = b.hash from audit_log b
      where a.workspace_id = ${tenant.workspace.id} and a.seq = 5 and b.workspace_id = a.workspace_id and b.seq = 2`;
    expect(await verify()).toMatchObject({ ok: false, seq: 5 });
    expect(before.ok).toBe(true);
  });

  test('is out of reach of the app: it can neither change nor delete a row', async () => {
    const app = postgres((await testStores()).appUrl, { max: 1, onnotice: () => {} });
    for (const statement of ['update audit_log set verb = verb', 'delete from audit_log', 'truncate audit_log'])
      await expect(app.unsafe(statement)).rejects.toMatchObject({ code: '42501' });
    await app.end();
  });

  test('40 writers at once make one chain', async () => {
    const ctx = tenant.as('admin');
    await Promise.all(
      Array.from({ length: 40 }, (_, writer) =>
        withWorkspace(ctx, (tx) => audit(tx, ctx, { verb: 'test.race', subject: `writer:${writer}` })),
      ),
    );
    expect(await verify()).toMatchObject({ ok: true, checked: 46 });
  });
});
