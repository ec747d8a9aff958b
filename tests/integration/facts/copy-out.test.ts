import { afterAll, beforeAll, expect, test } from 'vitest';
import { copyingOut } from '@/server/features/facts/copy-out';
import { Database } from '@/server/platform/database';
import { testStores } from '@/tests/support/stores';
import { createTestTenant, type TestTenant } from '@/tests/support/tenant';

let tenant: TestTenant;
let db: Database;

beforeAll(async () => {
  tenant = await createTestTenant();
  db = new Database((await testStores()).systemUrl, { max: 1 });
});
afterAll(async () => {
  await db.close();
  await tenant.close();
});

const copying = <T>(use: Parameters<typeof copyingOut<T>>[2]) =>
  copyingOut({ db, workspace: tenant.workspace }, { lookups: true }, use);
const lines = (n: number) => `select i, repeat('x', 300) from generate_series(1, ${n}) as i`;

test('a connection is free again after copies of every size, also when the reader is slow', async () => {
  for (const n of [0, 1, 50, 53, 54, 55, 56, 60, 100, 213, 1000, 50_000]) {
    const bytes = await copying(async (copy) => {
      let size = 0;
      for await (const part of await copy.rows(lines(n))) {
        size += part.length;
        await new Promise((resolve) => setImmediate(resolve));
      }
      expect(await copy.count(`select ${n} as n`)).toBe(n);
      return size;
    });
    expect(bytes).toBe(
      n === 0 ? 0 : n * 302 + String(n).length * n - (10 ** String(n).length - 1) / 9 + String(n).length,
    );
  }
});

test('and when the reader never starts, stops half-way or fails', async () => {
  expect(await copying(async (copy) => void (await copy.rows(lines(100_000))))).toBeUndefined();
  await copying(async (copy) => {
    for await (const part of await copy.rows(lines(100_000))) if (part.length > 0) break;
    for await (const part of await copy.rows(lines(10))) expect(part.length).toBeGreaterThan(0);
  });
  await expect(
    copying(async (copy) => {
      for await (const part of await copy.rows(lines(100_000))) throw new Error(`stop at ${Math.min(part.length, 1)}`);
    }),
  ).rejects.toThrow('stop at 1');
  expect(await copying((copy) => copy.count('select 7 as n'))).toBe(7);
});

test('a query that fails on the way fails the reader', async () => {
  const failing = copying(async (copy) => {
    for await (const part of await copy.rows(`select 1 / (100000 - i) from generate_series(1, 100000) as i`))
      expect(part.length).toBeGreaterThan(0);
  });
  await expect(failing).rejects.toThrow(/division by zero/);
  expect(await copying((copy) => copy.count('select 8 as n'))).toBe(8);
});
