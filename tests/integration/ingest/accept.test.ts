import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { acceptRecords, type Delivery } from '@/server/features/ingest';
import type { AcceptedRecord } from '@/server/features/ingest/schemas';
import { withWorkspace } from '@/server/platform/transaction';
import { createTestTenant, type TestTenant } from '@/tests/support/tenant';

let tenant: TestTenant;
let sourceId: string;
let serial = 0;

beforeAll(async () => {
  tenant = await createTestTenant();
});
afterAll(() => tenant.close());
beforeEach(async () => {
  serial += 1;
  sourceId = `00000000-0000-7000-8000-${String(serial).padStart(12, '0')}`;
});

const event = (id: string, name = 'login'): AcceptedRecord => ({
  kind: 'events',
  body: { event: name, occurredAt: '2026-03-01T10:00:00.000Z', customerId: 'c1', properties: {} },
  keyText: `message\n${serial}:${id}`,
  hasId: false,
});

const customer = (id: string, name: string): AcceptedRecord => ({
  kind: 'customers',
  body: { id, name, traits: {} },
  keyText: `customers\n${serial}:${id}`,
  hasId: true,
});

const order = (id: string, message: string, minor: number): AcceptedRecord => ({
  kind: 'orders',
  body: {
    customerId: 'c1',
    id,
    orderedAt: '2026-03-01T10:00:00.000Z',
    amount: { minor, currency: 'USD' },
    properties: {},
  },
  keyText: `orders\n${serial}:${id}`,
  hasId: true,
  once: { keyText: `message\n${serial}:${message}`, compareText: `${id}:${minor}` },
});

const send = (records: AcceptedRecord[], more: Partial<Delivery> = {}) =>
  acceptRecords(tenant.job(), {
    workspace: tenant.workspace,
    sourceId,
    records,
    rejects: [],
    at: new Date(tenant.clock.nowMs()),
    ...more,
  });

const read = <T extends Record<string, unknown>>(query: ReturnType<typeof sql>) =>
  withWorkspace(tenant.job(), async (tx) => [...(await tx.execute<T>(query))]);
const inboxOf = () =>
  read<{ kind: string; body: Record<string, unknown>; import_no: number | null }>(
    sql`select kind, body, import_no from inbox where source_id = ${sourceId} order by txid, seq`,
  );
const countsOf = () =>
  read(
    sql`select received::int, stored::int, duplicate::int, rejected::int, conflicting::int from ingest_counts where source_id = ${sourceId}`,
  );

describe('acceptRecords', () => {
  it('keeps the first body of an event and shows the one that conflicts', async () => {
    expect((await send([event('a'), event('b'), event('a'), event('b', 'logout')])).outcomes).toEqual([
      'stored',
      'stored',
      'duplicate',
      'conflicting',
    ]);
    expect(await send([event('a', 'other'), event('c')])).toMatchObject({ stored: 1, duplicate: 1, conflicting: 1 });
    expect((await inboxOf()).map(({ body }) => body.event)).toEqual(['login', 'login', 'login']);
    expect(await countsOf()).toEqual([{ received: 6, stored: 3, duplicate: 3, rejected: 0, conflicting: 2 }]);
    const kept = await read<{ raw: Buffer; conflicting: boolean }>(
      sql`select raw, conflicting from rejected where source_id = ${sourceId} order by id`,
    );
    expect(kept.map(({ raw, conflicting }) => [JSON.parse(raw.toString()).event, conflicting])).toEqual([
      ['logout', true],
      ['other', true],
    ]);
  });

  it('applies the bodies of a record with an id in order, and only the changes', async () => {
    const versions = ['Ada', 'Ada', 'Bea', 'Ada', 'Ada'].map((name) => customer('1', name));
    expect((await send(versions)).outcomes).toEqual(['stored', 'duplicate', 'updated', 'updated', 'duplicate']);
    expect((await inboxOf()).map(({ body }) => body.name)).toEqual(['Ada', 'Bea', 'Ada']);
    expect((await send([customer('1', 'Ada')])).outcomes).toEqual(['duplicate']);
    expect((await send([customer('1', 'Bea'), customer('2', 'Cid')])).outcomes).toEqual(['updated', 'stored']);
    expect(await countsOf()).toEqual([{ received: 8, stored: 5, duplicate: 3, rejected: 0, conflicting: 0 }]);
  });

  it('counts a message once even when its record has moved on', async () => {
    expect((await send([order('o1', 'm1', 100), order('o1', 'm2', 200)])).outcomes).toEqual(['stored', 'updated']);
    expect((await send([order('o1', 'm1', 100), order('o1', 'm2', 300)])).outcomes).toEqual([
      'duplicate',
      'conflicting',
    ]);
    expect((await send([order('o1', 'm3', 200)])).outcomes).toEqual(['duplicate']);
    expect(await inboxOf()).toHaveLength(2);
  });

  it('keeps what was refused byte by byte, with its reason and row', async () => {
    const raw = Buffer.from([0, 255, 34, 0]);
    await send([event('a')], {
      importNo: 7,
      rejects: [
        { raw, reason: 'no "field"', rowNo: 12 },
        { raw: Buffer.alloc(0), reason: 'empty' },
      ],
    });
    expect(
      await read(
        sql`select raw, reason, row_no, import_no, conflicting from rejected where source_id = ${sourceId} order by id`,
      ),
    ).toEqual([
      { raw, reason: 'no "field"', row_no: 12, import_no: 7, conflicting: false },
      { raw: Buffer.alloc(0), reason: 'empty', row_no: null, import_no: 7, conflicting: false },
    ]);
    expect(await countsOf()).toEqual([{ received: 3, stored: 1, duplicate: 0, rejected: 2, conflicting: 0 }]);
  });

  it('stores one of fifty deliveries of the same records at once', async () => {
    const ids = Array.from({ length: 20 }, (_, i) => `x${i}`);
    const sent = await Promise.all(
      Array.from({ length: 50 }, (_, i) => send((i % 2 ? ids : ids.toReversed()).map((id) => event(id)))),
    );
    expect(sent.reduce((sum, { stored }) => sum + stored, 0)).toBe(20);
    expect(sent.reduce((sum, { duplicate }) => sum + duplicate, 0)).toBe(980);
    expect(await inboxOf()).toHaveLength(20);
  });

  it('stores nothing when what joins its transaction fails', async () => {
    await expect(
      acceptRecords(
        tenant.job(),
        {
          workspace: tenant.workspace,
          sourceId,
          records: [event('a')],
          rejects: [],
          at: new Date(tenant.clock.nowMs()),
        },
        () => Promise.reject(new Error('stop')),
      ),
    ).rejects.toThrow('stop');
    expect(await inboxOf()).toEqual([]);
    expect(await countsOf()).toEqual([]);
    expect((await send([event('a')])).outcomes).toEqual(['stored']);
  });

  it('does not see or touch the keys of another workspace', async () => {
    const other = await createTestTenant();
    try {
      await send([event('shared')]);
      const accepted = await acceptRecords(other.job(), {
        workspace: other.workspace,
        sourceId,
        records: [event('shared')],
        rejects: [],
        at: new Date(tenant.clock.nowMs()),
      });
      expect(accepted.outcomes).toEqual(['stored']);
      expect(await inboxOf()).toHaveLength(1);
    } finally {
      await other.close();
    }
  });
});
