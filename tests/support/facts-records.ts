import type { AcceptedRecord } from '@/server/features/ingest/schemas';
import type { Workspace } from '@/server/platform/context';
import type { Random } from '@/server/stats/rng';
import { record } from './facts';

/** 2024-01-01, as days since 1970. */
export const firstDay = 19_723;

export const picker = (random: Random) => (n: number) => Math.floor(random() * n);

/** What a record is made of. Names come from small pools, so that they meet. */
interface Draw {
  random: Random;
  pick: (n: number) => number;
  count: Workspace['count'];
  customerId: string;
  contactId: string;
  anonymousId: string;
  subscriptionId: string;
  country: string;
  /** Often late: anywhere in the year. */
  at: string;
  /** For calls, where the earliest counts: two are never of one millisecond. */
  callAt: string;
}

/** One random record of step `step` of a workspace; `serial` makes it one of its own. */
export function makeRecord(random: Random, count: Workspace['count'], at: { step: number; serial: number }) {
  const pick = picker(random);
  const day = random() < 0.3 ? pick(360) : Math.min(359, at.step * 60 + pick(60));
  const timeOn = (on: number) => new Date((firstDay + on) * 86_400_000 + pick(86_400_000)).toISOString();
  const draw: Draw = {
    random,
    pick,
    count,
    at: timeOn(day),
    callAt: timeOn(pick(300)),
    customerId: `c${pick(8)}`,
    contactId: `p${pick(4)}`,
    anonymousId: `a${pick(5)}`,
    subscriptionId: `s${pick(3)}`,
    country: ['GB', 'DK', 'TR', 'IN'][pick(4)] ?? 'GB',
  };
  const kind = random();
  const make = makers.find(([upTo]) => kind < upTo)?.[1] ?? makeTie;
  return make(draw, at.serial);
}

/** A purchase, a refund, one without an amount or without a rate; some have an id and may be corrected. */
function makeOrder({ random, pick, customerId, at }: Draw, serial: number): AcceptedRecord {
  const share = random();
  const minor = share < 0.2 ? -1 - pick(5_000) : pick(10_000);
  const known = random() < 0.25 ? `o${pick(12)}` : undefined;
  const body = { customerId, orderedAt: at, ...moneyOf(share, minor), ...(known && { id: known }), properties: {} };
  return record('orders', body, known ?? `own ${serial}`);
}

function moneyOf(share: number, minor: number) {
  if (share > 0.9) return {};
  if (share > 0.85) return { original: { minor: minor - 5_000, currency: 'EUR' } };
  return { amount: { minor, currency: 'USD' } };
}

function makeEvent({ pick, customerId, contactId, subscriptionId, anonymousId, at }: Draw): AcceptedRecord {
  const event = ['view', 'login', 'order'][pick(3)] ?? 'view';
  const who = [{ customerId }, { contactId }, { subscriptionId }, { anonymousId }][Math.max(0, pick(7) - 3)];
  return record('events', { event, occurredAt: at, ...who, properties: {} });
}

function makeIdentify(draw: Draw): AcceptedRecord {
  const { pick, count, customerId, contactId, anonymousId, country, callAt } = draw;
  const userId = count === 'people' ? customerId : contactId;
  return record('identify', {
    ...(pick(3) === 0 ? {} : { userId }),
    anonymousId,
    at: callAt,
    traits: { country },
  });
}

const makeSubscription = ({ subscriptionId: id, customerId }: Draw): AcceptedRecord =>
  record('subscriptions', { id, customerId, startedOn: '2024-01-01', traits: {} }, id);

function makeTicket({ pick, customerId, at }: Draw): AcceptedRecord {
  const id = `t${pick(6)}`;
  return record('tickets', { id, customerId, openedAt: at, csat: pick(5), properties: {} }, id);
}

/** A member of an account; another name of a person. */
function makeTie(draw: Draw): AcceptedRecord {
  const { random, pick, count, customerId, contactId, anonymousId, country, callAt } = draw;
  if (count === 'accounts') {
    const member = [{ userId: contactId }, { anonymousId }, { userId: contactId, anonymousId }][pick(3)];
    return record('group', { groupId: customerId, ...member, at: callAt, traits: { country } });
  }
  const previousId = random() < 0.5 ? anonymousId : `c${pick(9)}`;
  return record('alias', { previousId, userId: customerId, at: callAt });
}

const makers: readonly [upTo: number, make: (draw: Draw, serial: number) => AcceptedRecord][] = [
  [0.38, makeOrder],
  [0.68, makeEvent],
  [0.74, ({ customerId: id, country }) => record('customers', { id, country, traits: {} }, id)],
  [0.84, makeIdentify],
  [0.88, ({ contactId: id, customerId }) => record('contacts', { id, customerId, traits: {} }, id)],
  [0.91, makeSubscription],
  [0.95, makeTicket],
];
