import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rotateKeys } from '@/server/features/workspaces';
import { Database } from '@/server/platform/database';
import { type KeyRing, keyFileIn, parseKeys, sealedWith, unseal } from '@/server/platform/keys';
import { systemRng } from '@/server/platform/rng';
import { testStores } from '@/tests/support/stores';
import { createTestTenant, testKeys, type TestTenant } from '@/tests/support/tenant';

let owner: postgres.Sql;
let system: Database;
let tenants: TestTenant[];
let dir: string;

const fileOf = (ring: KeyRing) => ({
  sessionSecret: ring.sessionSecret,
  current: ring.current,
  keys: Object.fromEntries([...ring.keys].map(([id, key]) => [id, key.toString('base64')])),
});

beforeAll(async () => {
  const stores = await testStores();
  owner = postgres(stores.ownerUrl, { max: 1, onnotice: () => {} });
  system = new Database(stores.systemUrl, { max: 2 });
  tenants = [await createTestTenant(), await createTestTenant()];
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'holdfast-keys-'));
  fs.writeFileSync(keyFileIn(dir), JSON.stringify(fileOf(testKeys)), { mode: 0o600 });
});
afterAll(async () => {
  fs.rmSync(dir, { recursive: true });
  await Promise.all([owner.end(), system.close(), ...tenants.map((tenant) => tenant.close())]);
});

const secrets = async () =>
  owner<
    { workspace_id: string; sealed: string }[]
  >`select workspace_id, sealed from workspace_secrets where field = 'hash' order by 1`;
const open = (ring: KeyRing, row: { workspace_id: string; sealed: string }) =>
  unseal(ring, { workspaceId: row.workspace_id, source: 'workspace', field: 'hash' }, row.sealed).toString('hex');

describe('keys rotate', () => {
  test('seals every secret with a new key, changes none, and a process that runs finds the new key', async () => {
    const running = parseKeys(JSON.stringify(fileOf(testKeys)), dir);
    const before = (await secrets()).map((row) => open(testKeys, row));
    const ctx = { db: system, keys: running, clock: tenants[0]?.clock ?? { nowMs: () => 0 }, rng: systemRng };
    const first = await rotateKeys(ctx, { dir });
    expect(first).toMatchObject({ current: 'k2', addedKey: true, resealed: before.length, workspaces: before.length });
    const after = await secrets();
    expect(after.map((row) => sealedWith(row.sealed))).toEqual(after.map(() => 'k2'));
    expect(after.map((row) => open(running, row))).toEqual(before);
    expect(fs.statSync(keyFileIn(dir)).mode & 0o777).toBe(0o600);
    expect(JSON.parse(fs.readFileSync(keyFileIn(dir), 'utf8'))).toMatchObject({
      current: 'k2',
      sessionSecret: testKeys.sessionSecret,
      keys: { k1: expect.any(String), k2: expect.any(String) },
    });
    expect(() => open(testKeys, after[0] ?? { workspace_id: '', sealed: '' })).toThrow(/k2/);
  });

  test('with keys of the operator adds none and seals what is left with the current one', async () => {
    const ring = parseKeys(fs.readFileSync(keyFileIn(dir), 'utf8'));
    const theirs: KeyRing = {
      sessionSecret: 'another secret of the operator, long enough',
      current: 'k9',
      keys: new Map([...ring.keys, ['k9', Buffer.alloc(32, 9)]]),
    };
    const ctx = { db: system, keys: theirs, clock: tenants[0]?.clock ?? { nowMs: () => 0 }, rng: systemRng };
    expect(await rotateKeys(ctx, { dir })).toMatchObject({ current: 'k9', addedKey: false });
    expect((await secrets()).every((row) => sealedWith(row.sealed) === 'k9')).toBe(true);
    expect(await rotateKeys(ctx, { dir })).toMatchObject({ resealed: 0 });
  });

  test('a secret that was moved to another workspace is refused, and the audit log names the rotation', async () => {
    const rows = await owner<
      { verb: string }[]
    >`select verb from audit_log where workspace_id = ${tenants[0]?.workspace.id ?? ''} order by seq`;
    expect(rows.map((row) => row.verb)).toEqual(['workspaces.create', 'keys.rotate', 'keys.rotate']);
    const [one, two] = await secrets();
    const keys = new Map([['k9', Buffer.alloc(32, 9)]]);
    const ring = { sessionSecret: '', current: 'k9', keys };
    expect(() => open(ring, { workspace_id: one?.workspace_id ?? '', sealed: two?.sealed ?? '' })).toThrow(
      /does not belong here/,
    );
  });
});
