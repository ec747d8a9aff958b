import { expect, test } from 'vitest';
import { canonicalJson } from '@/server/features/campaigns/domain/canonical';
import { draftFaults, metricFaults } from '@/server/features/campaigns/domain/launch-faults';
import { fillMessage, fillText, unknownFields } from '@/server/features/campaigns/domain/message';
import { readUnsubscribe, signUnsubscribe } from '@/server/features/campaigns/unsubscribe-token';
import { signWebhook } from '@/server/vendors/webhook';

const ada = {
  id: 'a-1',
  name: 'Ada {{email}}',
  email: 'ada@people.example',
  country: null,
  traits: { plan: 'Pro', seats: 3 },
};

test('fields are filled, fall back, and are never read twice', () => {
  expect(
    fillText('{{name}} {{ id }} {{trait.plan}} {{trait.seats}} {{country|where you are}} {{trait.none}}.', ada),
  ).toBe('Ada {{email}} a-1 Pro 3 where you are .');
  expect(unknownFields('{{name}} {{password}} {{trait.}} {{trait.x|y}}')).toEqual(['password', 'trait.']);
});

test('HTML of a message shows what customers call themselves as text', () => {
  const filled = fillMessage(
    { subject: 'Hi\r\nBcc: x@y.z', message: '<b>{{name}}</b> & co\nsee https://shop.example/?a="1"&b=2.' },
    { ...ada, name: '<img src=x onerror=alert(1)>' },
    { sender: 'Kettles & Co', unsubscribe: 'https://h.example/unsubscribe/abc' },
  );
  expect(filled.subject).toBe('Hi Bcc: x@y.z');
  expect(filled.html).not.toMatch(/<img|<b>|<script/);
  expect(filled.html).toContain('<a href="https://shop.example/?a=">');
  expect(filled.html).toContain('customer of Kettles &amp; Co');
  expect(filled.text).toContain('Unsubscribe: https://h.example/unsubscribe/abc');
});

test('a draft says what it lacks', () => {
  const plan = { metric: 'ordered', windowDays: 7, alpha: 0.05, smallest: 0.01, better: 'higher' } as const;
  const draft = { channel: 'email', subject: '', message: '{{nme}}', webhookUrl: null, plan };
  expect(draftFaults(draft)).toHaveLength(2);
  expect(draftFaults({ ...draft, channel: 'webhook', message: '' })).toEqual(['The webhook has no address to call.']);
  const history = { customers: 5, orders: 0, unknown: 0, events: 0 };
  expect(metricFaults(plan, { ...history, customers: 0 })).toEqual(['Nobody is in this audience.']);
  expect(metricFaults(plan, history)).toHaveLength(1);
  expect(metricFaults({ ...plan, metric: 'net_revenue' }, { ...history, orders: 9, unknown: 1 })).toHaveLength(1);
  expect(metricFaults({ ...plan, metric: 'event', event: 'x' }, { ...history, events: 1 })).toEqual([]);
});

test('canonical JSON does not depend on the order of keys', () => {
  expect(canonicalJson({ b: [1, { d: 1, c: undefined, a: null }], a: 'x' })).toBe('{"a":"x","b":[1,{"a":null,"d":1}]}');
});

const keys = { sessionSecret: 'a-secret-of-thirty-two-characters' };
const place = {
  workspaceId: '019cab36-2d00-7000-8000-000000000001',
  campaignId: '019cab36-2d00-7000-8000-000000000002',
  customerId: '019cab36-2d00-7000-8000-000000000003',
  step: 1,
};

test('a link to unsubscribe opens with our secret alone, whole and unchanged', () => {
  const token = signUnsubscribe(keys, place);
  expect(readUnsubscribe(keys, token)).toEqual(place);
  expect(readUnsubscribe({ sessionSecret: `${keys.sessionSecret}.` }, token)).toBeUndefined();
  for (let i = 0; i < token.length; i += 1) {
    const changed = `${token.slice(0, i)}${token[i] === 'A' ? 'B' : 'A'}${token.slice(i + 1)}`;
    expect(readUnsubscribe(keys, changed)).toBeUndefined();
  }
  for (const odd of ['', token.slice(1), `${token}A`, `${token}=`, `${token}\n`])
    expect(readUnsubscribe(keys, odd)).toBeUndefined();
});

test('a webhook is signed over its time and body', () => {
  // echo -n '1700000000.{"a":1}' | openssl dgst -sha256 -hmac secret
  expect(signWebhook('secret', 1_700_000_000, '{"a":1}')).toBe(
    't=1700000000,v1=49f24e537407743fa4a0242bb63b94b9a47ee99cbbe071ccd8a22550ae411686',
  );
});
