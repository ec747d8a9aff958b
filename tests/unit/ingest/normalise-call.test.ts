import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CallContext, normaliseCall } from '@/server/features/ingest/domain/normalise-call';
import { type AcceptedRecord, bodies } from '@/server/features/ingest/schemas';

const ctx: CallContext = {
  nowMs: Date.parse('2026-03-02T09:00:00Z'),
  skewMs: 0,
  currency: 'USD',
  count: 'people',
  isPlain: false,
  isSmall: false,
};
const base = { type: 'track', event: 'login', userId: 'u1', messageId: 'm1', timestamp: '2026-03-01T10:00:00.000Z' };

const read = (call: unknown, more: Partial<CallContext> = {}) => normaliseCall(call, { ...ctx, ...more }, 'arrival-1');
const record = (call: unknown, more: Partial<CallContext> = {}): AcceptedRecord => {
  const result = read(call, more);
  if (!result.ok) throw new Error(result.reason);
  return result.value;
};
const reason = (call: unknown, more: Partial<CallContext> = {}) => {
  const result = read(call, more);
  return result.ok ? undefined : result.reason;
};

const nested = (depth: number): unknown => (depth === 0 ? 1 : { a: nested(depth - 1) });

describe('normaliseCall', () => {
  it('reads each type', () => {
    expect(record({ ...base, anonymousId: 'a1', properties: { n: 1 } })).toMatchObject({
      kind: 'events',
      keyText: 'message\nm1',
      hasId: false,
      body: {
        event: 'login',
        occurredAt: '2026-03-01T10:00:00.000Z',
        customerId: 'u1',
        anonymousId: 'a1',
        properties: { n: 1 },
      },
    });
    expect(record({ ...base, type: 'page', name: 'Pricing', properties: { path: '/p' } }).body).toMatchObject({
      event: 'Page viewed',
      properties: { name: 'Pricing', path: '/p' },
    });
    expect(record({ ...base, type: 'screen' }).body).toMatchObject({ event: 'Screen viewed' });
    expect(record({ ...base, type: 'identify', traits: { plan: 'pro' } })).toMatchObject({
      kind: 'identify',
      body: { userId: 'u1', at: '2026-03-01T10:00:00.000Z', traits: { plan: 'pro' } },
    });
    expect(record({ ...base, type: 'group', groupId: 7 })).toMatchObject({
      kind: 'group',
      body: { groupId: '7', userId: 'u1' },
    });
    expect(record({ ...base, type: 'alias', previousId: 'old' })).toMatchObject({
      kind: 'alias',
      body: { previousId: 'old', userId: 'u1' },
    });
  });

  it('counts accounts: the group is the customer, the person a contact', () => {
    const call = { ...base, context: { groupId: 'acme', library: { name: 'x' } } };
    expect(record(call, { count: 'accounts' }).body).toMatchObject({ customerId: 'acme', contactId: 'u1' });
    expect(record({ ...call, event: 'Order Completed' }, { count: 'accounts' }).body).toMatchObject({
      customerId: 'acme',
    });
  });

  it('makes orders of Order Completed and Order Refunded', () => {
    const properties = {
      order_id: 'o1',
      total: 49.99,
      currency: 'usd',
      coupon: 'TEN',
      products: [{ product_id: 'p1', name: 'Mug', category: 'Home', quantity: 2 }],
    };
    expect(record({ ...base, event: 'Order Completed', properties })).toMatchObject({
      kind: 'orders',
      hasId: true,
      keyText: 'orders\no1',
      once: { keyText: 'message\nm1' },
      body: {
        id: 'o1',
        customerId: 'u1',
        amount: { minor: 4999, currency: 'USD' },
        quantity: 2,
        productId: 'p1',
        productName: 'Mug',
        category: 'Home',
        offerCode: 'TEN',
      },
    });
    const refund = record({ ...base, event: 'Order Refunded', properties });
    expect(refund).toMatchObject({ hasId: false, keyText: 'message\nm1', body: { amount: { minor: -4999 } } });
    expect(refund.body).not.toHaveProperty('id');
    const foreign = record({ ...base, event: 'Order Completed', properties: { revenue: '10', currency: 'EUR' } });
    expect(foreign.body).toMatchObject({ original: { minor: 1000, currency: 'EUR' } });
    expect(foreign.body).not.toHaveProperty('amount');
    expect(record({ ...base, event: 'Order Completed', properties: {} }).body).not.toHaveProperty('amount');
    expect(reason({ ...base, event: 'Order Refunded', properties: { order_id: 'o1' } })).toContain('total: is missing');
    expect(reason({ ...base, userId: undefined, anonymousId: 'a', event: 'Order Completed' })).toContain(
      'userId: is missing',
    );
    expect(reason({ ...base, event: 'Order Completed', properties: { total: 1, currency: 'QQQ' } })).toContain(
      'ISO 4217',
    );
  });

  it('names the limit it met', () => {
    expect(reason([1])).toBe('event: is not a JSON object');
    expect(reason({ ...base, type: 'trick' })).toContain('type: is not one of track');
    expect(reason({ ...base, event: undefined })).toContain('event: is missing');
    expect(reason({ ...base, userId: '' })).toBe('userId: is missing, and so is anonymousId');
    expect(reason({ ...base, properties: { a: 'x'.repeat(33_000) } })).toBe(
      'event: is larger than 32768 bytes (32 KiB)',
    );
    expect(reason({ ...base, properties: { a: '€'.repeat(11_000) } })).toContain('32 KiB');
    expect(reason({ ...base, properties: nested(30) })).toBeUndefined();
    expect(reason({ ...base, properties: nested(31) })).toBeUndefined();
    expect(reason({ ...base, properties: nested(32) })).toBe('properties: is nested deeper than 32 levels');
    expect(reason({ ...base, properties: { ['k'.repeat(257)]: 1 } })).toBe(
      'properties: has a key longer than 256 bytes',
    );
    expect(reason({ ...base, properties: { ['é'.repeat(129)]: 1 } })).toContain('256 bytes');
    expect(reason({ ...base, properties: { ['é'.repeat(128)]: 1 } })).toBeUndefined();
    expect(reason({ ...base, properties: JSON.parse('{"a":1e400}') })).toBe(
      'properties: holds a number that is not finite',
    );
    expect(reason({ ...base, properties: { a: 'x\0y' } })).toBe('properties: holds a NUL character');
    expect(reason({ ...base, properties: { '\0': 1 } })).toBe('properties: holds a NUL character');
    expect(reason({ ...base, properties: { a: '\ud800' } })).toBe('properties: is not well-formed Unicode');
    expect(reason({ ...base, userId: '\udfff' })).toBe('userId: is not well-formed Unicode');
    expect(reason({ ...base, userId: 2 ** 53 })).toBe('userId: a numeric id must be whole and within ±(2^53 − 1)');
    expect(reason({ ...base, userId: 2 ** 53 - 1 })).toBeUndefined();
    expect(reason({ ...base, userId: 'x'.repeat(513) })).toBe('userId: is longer than 512 bytes');
    expect(reason({ ...base, userId: { id: 1 } })).toBe('userId: must be text or a number');
    expect(reason({ ...base, properties: [1] })).toBe('properties: must be an object');
    expect(reason({ ...base, timestamp: '2026-03-04T00:00:00Z' })).toContain('24 hours');
    expect(reason({ ...base, '\0\ud800': 'x\0' })).toBe('\u{fffd}\u{fffd}: holds a NUL character');
  });

  it('is NFC for ids, and leaves other text as it came', () => {
    const decomposed = 'Zoe\u0308';
    expect(record({ ...base, userId: decomposed, properties: { decomposed } }).body).toMatchObject({
      customerId: 'Zo\u00eb',
      properties: { decomposed },
    });
  });

  it('keeps a key named __proto__ as data', () => {
    const call = JSON.parse(
      '{"type":"track","event":"e","userId":"u","context":{"ip":"1"},"properties":{"__proto__":{"x":1}}}',
    );
    const text = JSON.stringify(record(call).body);
    expect(JSON.parse(text).properties).toHaveProperty(['__proto__'], { x: 1 });
    expect(text).toContain('"$context":{"ip":"1"}');
  });

  it('compares what was sent, not what changes on every attempt', () => {
    const compared = (call: object, skewMs: number) => {
      const { compareText, body } = record(call, { skewMs });
      return compareText ?? JSON.stringify(body);
    };
    const first = compared({ ...base, sentAt: '2026-03-02T08:59:00Z', _metadata: { retry: 0 } }, 0);
    expect(compared({ ...base, sentAt: '2026-03-02T08:59:50Z', _metadata: { retry: 1 } }, 60_000)).toBe(first);
    expect(compared({ ...base, properties: { n: 2 } }, 60_000)).not.toBe(first);
    const { timestamp: _, ...undated } = base;
    const [early, late] = [ctx.nowMs, ctx.nowMs + 5_000].map((nowMs) => record(undated, { nowMs }));
    expect(early?.compareText).toBe(late?.compareText);
    expect(early?.body).not.toEqual(late?.body);
  });

  it('takes the key of a call without an id from its content when it says when it happened, else from its arrival', () => {
    const { messageId: _, ...call } = base;
    expect(record(call).keyText).toBe(record({ ...call }).keyText);
    const { timestamp: __, ...bare } = call;
    expect(record(bare).keyText).toBe('arrival\narrival-1');
  });

  it('answers every JSON value, and every body it makes fits its schema', () => {
    const or = (...good: unknown[]) =>
      fc.oneof({ weight: 8, arbitrary: fc.constantFrom(undefined, ...good) }, { weight: 1, arbitrary: fc.jsonValue() });
    const properties = { total: 5.555, order_id: 'x', products: [{ quantity: 2, product_id: 3 }] };
    const call = fc.record({
      type: or('track', 'track', 'identify', 'page', 'screen', 'group', 'alias'),
      event: or('Order Completed', 'Order Refunded', 'login'),
      userId: or('u1', 42),
      anonymousId: or('a1'),
      groupId: or('g1'),
      previousId: or('p1'),
      messageId: or('m1'),
      timestamp: or('2026-03-01T10:00:00Z'),
      properties: or(properties),
      traits: or({ plan: 'pro' }),
      context: or({ groupId: 'g2', ip: '1' }),
    });
    let stored = 0;
    fc.assert(
      fc.property(
        fc.oneof(call, fc.jsonValue()),
        fc.constantFrom('people' as const, 'accounts' as const),
        (value, count) => {
          const result = read(value, { count });
          if (!result.ok) return result.reason.includes(': ');
          stored += 1;
          return bodies[result.value.kind].safeParse(result.value.body).success;
        },
      ),
      { numRuns: 2_000, seed: 1 },
    );
    expect(stored).toBeGreaterThan(200);
  }, 60_000);
});
