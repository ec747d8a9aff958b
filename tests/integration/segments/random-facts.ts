import type { AcceptedRecord } from '@/server/features/ingest/schemas';
import { dayOfNumber, startOfDayMs } from '@/server/platform/calendar';
import { record } from '../../support/facts';
import type { Facts } from './naive';

export type Pick = (n: number) => number;
export const one = <T>(pick: Pick, list: readonly T[]): T => list[pick(list.length)] as T;

/** Texts that try to be something else. */
export const hostile = [
  "O'Brien",
  "'; DROP TABLE customers; --",
  '{p0:String}',
  '{ws:UInt32}',
  String.raw`back\slash \n \x41`,
  'tab\there\nand a line',
  '"quoted"',
  '`tick`',
  '100 %_',
  'é Éclair ẞ İstanbul',
  '💥 日本',
  'NULL',
  'nan',
  '-inf',
  ' 5',
  '007',
  '1e3',
  '-0',
  '0x10',
  '12.50',
  '2026-02-30',
  '2025-06-15T23:30:00Z',
  '/* c */ -- #',
  '$heredoc$',
] as const;
export const countries = ['GB', 'DE', 'gb', '', 'Côte d’Ivoire', "Cote d'Ivoire"] as const;
export const eventNames = ['login', 'export', 'any', 'order', '\\any', "it's {p0:String}"] as const;
export const plans = ['Pro', 'pro', 'Basic', "O'Plan"] as const;
export const categories = ['books', 'Toys', "kid's", ''] as const;
const firstDay = 20_089; // 2025-01-01

const traitValue = (pick: Pick): unknown =>
  one(pick, [
    () => one(pick, hostile),
    () => pick(40) / 4,
    () => -pick(9),
    () => pick(2) === 0,
    () => null,
    () => '',
    () => dayOfNumber(firstDay + pick(400)),
    () => ['a', 1],
  ])();

/** A workspace's worth of facts, and the records that say the same to the product. */
export function makeFacts(pick: Pick, { zone, digits, currency }: { zone: string; digits: number; currency: string }) {
  const facts: Facts = { zone, digits, customers: [], orders: [], events: [], subscriptions: [], segments: new Map() };
  const records: AcceptedRecord[] = [];
  const ids = Array.from({ length: 40 }, (_, i) => (i === 7 ? "c'7 \\ {p1:String}" : `c${i}`));
  const at = () => startOfDayMs(dayOfNumber(firstDay + pick(420)), zone) + pick(86_400_000);
  for (const id of ids) addCustomer(facts, records, { pick, id, at, currency });
  for (let i = 0; i < 260; i += 1) addOrder(facts, records, { pick, id: one(pick, ids), at, currency });
  for (let i = 0; i < 420; i += 1) addEvent(facts, records, { pick, id: one(pick, ids), at });
  for (let i = 0; i < 30; i += 1) addSubscription(facts, records, { pick, id: one(pick, ids), currency });
  return { facts, records };
}

interface Making {
  pick: Pick;
  id: string;
}
type Placed = Making & { at: () => number };

function addCustomer(
  facts: Facts,
  records: AcceptedRecord[],
  { pick, id, at, currency }: Placed & { currency: string },
) {
  const fields = {
    country: one(pick, countries),
    name: one(pick, hostile),
    acquisition_channel: one(pick, ['ads', 'organic', '']),
  };
  const createdMs = pick(3) === 0 ? null : at();
  const costMinor = pick(3) === 0 ? null : pick(4_000);
  const traits: Record<string, unknown> = {};
  for (const name of ['tier', 'score', "we'ird {p0:String}", 'since', 'constructor'])
    if (pick(3) > 0) traits[name] = traitValue(pick);
  facts.customers.push({ id, fields, createdMs, costMinor, traits });
  records.push(
    record('customers', {
      id,
      traits,
      ...(fields.country && { country: fields.country }),
      ...(fields.name && { name: fields.name }),
      ...(fields.acquisition_channel && { acquisitionChannel: fields.acquisition_channel }),
      ...(createdMs !== null && { createdAt: new Date(createdMs).toISOString() }),
      ...(costMinor !== null && { acquisitionCost: { minor: costMinor, currency } }),
    }),
  );
}

/** Refunds, zeros, unknown amounts and amounts in a currency without a rate among the usual ones. */
function amounts(pick: Pick): { minor: number | null; original: number | null } {
  const kind = pick(10);
  if (kind === 3) return { minor: null, original: one(pick, [null, -500, 700]) };
  return { minor: kind < 2 ? -pick(3_000) - 1 : kind === 2 ? 0 : pick(9_000), original: null };
}

const currencyOf = (minor: number | null, original: number | null, currency: string): string => {
  if (original !== null) return 'CHF';
  return minor === null ? '' : currency;
};

function addOrder(facts: Facts, records: AcceptedRecord[], { pick, id, at, currency }: Placed & { currency: string }) {
  const { minor, original } = amounts(pick);
  const category = one(pick, categories);
  const quantity = pick(2) === 0 ? null : pick(5);
  const discount = pick(3) === 0 ? pick(300) : null;
  const properties = { note: traitValue(pick) };
  const ms = at();
  facts.orders.push({
    customer: id,
    ms,
    minor,
    original,
    fields: { category, quantity, discount, currency: currencyOf(minor, original, currency) },
    properties,
  });
  records.push(
    record('orders', {
      customerId: id,
      orderedAt: new Date(ms).toISOString(),
      properties,
      ...(minor !== null && { amount: { minor, currency } }),
      ...(original !== null && { original: { minor: original, currency: 'CHF' } }),
      ...(category && { category }),
      ...(quantity !== null && { quantity }),
      ...(discount !== null && { discount: { minor: discount, currency } }),
    }),
  );
}

function addEvent(facts: Facts, records: AcceptedRecord[], { pick, id, at }: Placed) {
  const [event, ms, properties] = [one(pick, eventNames), at(), { plan: traitValue(pick), size: pick(6) }];
  facts.events.push({ customer: id, event, ms, properties });
  records.push(record('events', { customerId: id, event, occurredAt: new Date(ms).toISOString(), properties }));
}

function addSubscription(
  facts: Facts,
  records: AcceptedRecord[],
  { pick, id, currency }: Making & { currency: string },
) {
  const from = firstDay + pick(380);
  const startedOn = dayOfNumber(from);
  const endedOn = pick(2) === 0 ? null : dayOfNumber(from + pick(120));
  const [plan, mrrMinor] = [one(pick, plans), pick(4) === 0 ? null : pick(9_000)];
  facts.subscriptions.push({ customer: id, startedOn, endedOn, plan, mrrMinor });
  const body = { id: `s${facts.subscriptions.length}`, customerId: id, startedOn, plan, traits: {} };
  records.push(
    record('subscriptions', {
      ...body,
      ...(endedOn !== null && { endedOn }),
      ...(mrrMinor !== null && { mrr: { minor: mrrMinor, currency } }),
    }),
  );
}
