import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { acceptRecords } from '@/server/features/ingest';
import { findWriteKey } from '@/server/features/sources';
import { archiveSource } from '@/server/features/sources/archive';
import { createSource } from '@/server/features/sources/create';
import { createWriteKey } from '@/server/features/sources/create-write-key';
import { listSources } from '@/server/features/sources/list';
import { listArrivals } from '@/server/features/sources/list-arrivals';
import { listCounts } from '@/server/features/sources/list-counts';
import { listRefused } from '@/server/features/sources/list-refused';
import { revokeWriteKey } from '@/server/features/sources/revoke-write-key';
import { updateSource } from '@/server/features/sources/update';
import { createTestTenant, type TestTenant } from '@/tests/support/tenant';

let tenant: TestTenant;
beforeAll(async () => {
  tenant = await createTestTenant();
});
afterAll(() => tenant.close());

const accept = (sourceId: string, at: string, names: string[], raws: string[] = []) =>
  acceptRecords(tenant.job(), {
    workspace: tenant.workspace,
    sourceId,
    records: names.map((name) => ({
      kind: 'events',
      body: { event: name, occurredAt: '2026-03-01T00:00:00.000Z', customerId: 'c', properties: {} },
      keyText: `${sourceId}:${name}`,
      hasId: false,
    })),
    rejects: raws.map((raw) => ({ raw: Buffer.from(raw), reason: 'body: is not valid JSON' })),
    at: new Date(at),
  });

describe('sources', () => {
  it('are made, renamed, paused and archived by admins', async () => {
    const admin = tenant.as('admin');
    const { id } = await createSource(admin, { name: 'Shop' });
    await updateSource(admin, { sourceId: id, name: 'Web shop', paused: true });
    const [files, shop] = await listSources(tenant.as('analyst'));
    expect(files).toMatchObject({ kind: 'file', received: 0, lastMinute: null });
    expect(shop).toMatchObject({ id, kind: 'http', name: 'Web shop', paused: true, keys: [] });
    await archiveSource(admin, { sourceId: id });
    expect(await listSources(admin)).toHaveLength(1);
    await expect(archiveSource(admin, { sourceId: id })).rejects.toMatchObject({ code: 'not_found' });
    await expect(createWriteKey(admin, { sourceId: files?.id ?? '' })).rejects.toMatchObject({ code: 'not_found' });
  });

  it('are closed to roles without the permission', async () => {
    await expect(createSource(tenant.as('analyst'), { name: 'x' })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(listSources(tenant.as('viewer'))).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('find their workspace by a key that is shown once, until it is revoked or the source archived', async () => {
    const admin = tenant.as('admin');
    const { db } = tenant.job();
    const { id } = await createSource(admin, { name: 'Keyed' });
    const first = await createWriteKey(admin, { sourceId: id });
    tenant.clock.advanceMs(1);
    const second = await createWriteKey(admin, { sourceId: id });
    expect(await findWriteKey(db, first.key)).toEqual({ workspace: tenant.workspace, sourceId: id, paused: false });
    await revokeWriteKey(admin, { keyId: first.id });
    expect(await findWriteKey(db, first.key)).toBeUndefined();
    await expect(revokeWriteKey(admin, { keyId: first.id })).rejects.toMatchObject({ code: 'not_found' });
    const shown = (await listSources(admin)).find((source) => source.id === id);
    expect(shown?.keys.map(({ lastFour, revokedAt }) => [lastFour, revokedAt !== null])).toEqual([
      [first.key.slice(-4), true],
      [second.key.slice(-4), false],
    ]);
    expect(JSON.stringify(shown)).not.toContain(first.key);
    await archiveSource(admin, { sourceId: id });
    expect(await findWriteKey(db, second.key)).toBeUndefined();
    expect(await findWriteKey(db, 'wk_unknown')).toBeUndefined();
  });

  it('show what arrived: the ledger, what was refused, and the latest records', async () => {
    const ctx = tenant.as('analyst');
    const { id } = await createSource(tenant.as('owner'), { name: 'Ledger' });
    await accept(id, '2026-03-02T07:10:20Z', ['a', 'b'], ['{"x']);
    await accept(id, '2026-03-02T07:55:00Z', ['b', 'c']);
    await accept(id, '2026-03-02T08:59:59Z', ['d'], ['{"y', '{"z']);
    const all = { received: 8, stored: 4, duplicate: 1, rejected: 3 };
    const found = (await listSources(ctx)).find((source) => source.id === id);
    expect(found).toMatchObject({ ...all, lastMinute: new Date('2026-03-02T08:59:00Z') });
    const hours = await listCounts(ctx, { sourceId: id, by: 'hour', hours: 24 });
    expect(hours).toEqual([
      {
        sourceId: id,
        at: new Date('2026-03-02T07:00:00Z'),
        received: 5,
        stored: 3,
        duplicate: 1,
        rejected: 1,
        conflicting: 0,
      },
      {
        sourceId: id,
        at: new Date('2026-03-02T08:00:00Z'),
        received: 3,
        stored: 1,
        duplicate: 0,
        rejected: 2,
        conflicting: 0,
      },
    ]);
    expect(await listCounts(ctx, { sourceId: id, by: 'minute', hours: 1 })).toHaveLength(1);
    const first = await listRefused(ctx, { sourceId: id, limit: 2 });
    expect(first.rows.map(({ raw }) => raw)).toEqual(['{"z', '{"y']);
    const rest = await listRefused(ctx, { sourceId: id, limit: 2, before: first.next });
    expect(rest).toMatchObject({ rows: [{ raw: '{"x', reason: 'body: is not valid JSON' }], next: undefined });
    const arrivals = await listArrivals(ctx, { sourceId: id, limit: 3 });
    expect(arrivals.map(({ body }) => (body as { event: string }).event)).toEqual(['d', 'c', 'b']);
  });
});
