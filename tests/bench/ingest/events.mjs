import { createHash } from 'node:crypto';

const events = ['Product Viewed', 'Cart Updated', 'Checkout Started', 'Search Performed', 'Signed In'];
const paths = ['/', '/pricing', '/blog/churn', '/docs/start', '/products/42'];
const firstMs = Date.UTC(2026, 0, 1);

/** Event number `n` of a run: the call that a client sends and the body that is kept of it, both as JSON text. */
export function eventOf(run, n) {
  const digest = createHash('sha256').update(`${run}:${n}`).digest();
  const messageId = `bench-${run}-${n}-${digest.toString('hex', 0, 8)}`;
  const occurredAt = new Date(firstMs + n * 37).toISOString();
  const event = events[digest[8] % events.length];
  const customerId = `customer-${digest.readUInt16BE(9) % 20_000}`;
  const properties = {
    path: paths[digest[11] % paths.length],
    position: digest[12],
    price: digest.readUInt16BE(13) / 100,
    plan: digest[15] % 2 ? 'pro' : 'free',
    first: digest[16] % 2 === 0,
  };
  const context = { library: { name: '@segment/analytics-node', version: '3.1.0' } };
  const call = { type: 'track', event, userId: customerId, properties, context, timestamp: occurredAt, messageId };
  const body = { event, occurredAt, customerId, properties };
  return { key: digest.subarray(0, 16), call: JSON.stringify(call), body: JSON.stringify(body) };
}
