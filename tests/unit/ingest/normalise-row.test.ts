import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { streams } from '@/db/schema/ingest.constants';
import {
  identityOfRow,
  keyOfRow,
  normaliseRow,
  type ReadRow,
  type Row,
} from '@/server/features/ingest/domain/normalise-row';
import { streamShapes } from '@/server/features/ingest/domain/stream-fields';
import { bodies } from '@/server/features/ingest/schemas';

const at = { nowMs: Date.parse('2026-03-02T09:00:00Z'), zone: 'UTC', currency: 'USD' };
const read = (stream: (typeof streams)[number], row: Row): ReadRow => {
  const result = normaliseRow(stream, row, at);
  if (!result.ok) throw new Error(result.reason);
  return result.value;
};
const reason = (stream: (typeof streams)[number], row: Row) => {
  const result = normaliseRow(stream, row, at);
  return result.ok ? undefined : result.reason;
};
const order = { customer_id: 'c1', ordered_at: '1997-01-01' };

describe('normaliseRow', () => {
  it('reads an order with surplus decimals and unknown columns', () => {
    expect(read('orders', { ...order, amount: '29.335', cds: '2', empty: '' })).toEqual({
      kind: 'orders',
      id: undefined,
      rounded: 1,
      body: {
        customerId: 'c1',
        orderedAt: '1997-01-01T00:00:00.000Z',
        amount: { minor: 2934, currency: 'USD' },
        properties: { cds: '2' },
      },
    });
    expect(read('orders', { ...order, amount: '0' }).body).toMatchObject({ amount: { minor: 0 } });
    expect(read('orders', order).body).not.toHaveProperty('amount');
  });

  it('keeps money of another currency apart', () => {
    const row = read('orders', { ...order, amount: '-5', cost: '2', currency: 'eur' });
    expect(row.body).toMatchObject({
      original: { minor: -500, currency: 'EUR' },
      properties: { cost: { minor: 200 } },
    });
    expect(row.body).not.toHaveProperty('amount');
    expect(row.body).not.toHaveProperty('cost');
  });

  it('turns an amount for an interval into a month', () => {
    const row = {
      id: 's1',
      customer_id: 'c1',
      started_on: '2025-01-01',
      amount: '100',
      interval: 'Yearly',
      renews_on: '2027-01-01',
    };
    expect(read('subscriptions', row).body).toMatchObject({
      mrr: { minor: 833, currency: 'USD' },
      interval: 'year',
      renewsOn: '2027-01-01',
    });
    expect(read('subscriptions', { ...row, mrr: '10' }).body).toMatchObject({ mrr: { minor: 1000 } });
    expect(read('subscriptions', { ...row, currency: 'GBP' }).body).toMatchObject({
      original: { minor: 833, currency: 'GBP' },
    });
  });

  it('says which field is wrong and how', () => {
    expect(reason('orders', { ordered_at: '2026-01-01' })).toBe('customer_id: is missing');
    expect(reason('orders', { ...order, amount: '1,000' })).toBe('amount: is not a decimal number');
    expect(reason('orders', { ...order, quantity: '2.5' })).toBe('quantity: is not a whole number');
    expect(reason('orders', { ...order, quantity: '3000000000' })).toBe('quantity: is beyond ±2147483647');
    expect(reason('orders', { ...order, note: 'x'.repeat(33_000) })).toBe('row: is larger than 32768 bytes');
    expect(reason('orders', { ...order, note: '\0' })).toBe('note: holds a NUL character');
    expect(reason('events', { event: 'e', occurred_at: '2026-01-01' })).toContain(
      'customer_id: is missing, and so are',
    );
    expect(reason('tickets', { id: 1, customer_id: 'c', opened_at: '2026-01-01', escalated: 'maybe' })).toBe(
      'escalated: is not yes or no',
    );
    expect(reason('costs', { customer_id: 'c', month: '2026-01', kind: 'other', amount: '1' })).toBe(
      'kind: is not one of service, retention',
    );
    expect(reason('spend', { channel: 'ads', month: '2026-01', amount: '' })).toBe('amount: is missing');
  });

  it('gives keys by id, or by source, stream, values and count', () => {
    const [a, b] = [read('orders', { ...order, id: 'o1' }), read('orders', order)];
    expect(keyOfRow(a, 's', '', 0)).toMatchObject({ keyText: 'orders\no1', hasId: true });
    const identity = identityOfRow(order);
    expect(identityOfRow({ ordered_at: '1997-01-01', customer_id: 'c1', x: '' })).toBe(identity);
    const keys = [0, 1].map((k) => keyOfRow(b, 's', identity, k).keyText);
    expect(new Set(keys).size).toBe(2);
    expect(keyOfRow(b, 'other', identity, 0).keyText).not.toBe(keys[0]);
    const event = read('events', { event: 'e', occurred_at: '2026-01-01', anonymous_id: 'a', id: 'm1' });
    expect(keyOfRow(event, 's', '', 0)).toMatchObject({ keyText: 'message\nm1', hasId: false });
  });

  it('answers every row, and every body it makes fits its schema', () => {
    const good: Record<string, string[]> = {
      instant: ['2026-01-31', '2026-01-31T10:00:00+02:00'],
      day: ['2025-12-01'],
      comingDay: ['2030-12-01'],
      month: ['2026-01'],
      money: ['1', '-2.345'],
      currency: ['USD', 'JPY'],
      number: ['1', '-0.5'],
      count: ['3'],
      whole: ['12345678901'],
      flag: ['yes', '0'],
      id: ['id1', '42'],
      text: ['Ada', 'Żółć'],
    };
    let stored = 0;
    for (const stream of streams) {
      const fields = Object.fromEntries(
        streamShapes[stream].fields.map((f) => [
          f.name,
          fc.oneof(
            { weight: 12, arbitrary: fc.constantFrom(...(f.words ?? good[f.type] ?? [])) },
            { weight: 1, arbitrary: fc.string() },
          ),
        ]),
      );
      const rows = fc.record(
        { ...fields, extra: fc.oneof(fc.string({ unit: 'binary' }), fc.jsonValue()) },
        { requiredKeys: [] },
      );
      fc.assert(
        fc.property(rows, (row) => {
          const result = normaliseRow(stream, row, at);
          if (!result.ok) return result.reason.includes(': ');
          stored += 1;
          return bodies[stream].safeParse(result.value.body).success;
        }),
        { numRuns: 250, seed: 1 },
      );
    }
    expect(stored).toBeGreaterThan(500);
  }, 60_000);
});
