import type { AcceptedRecord, Bodies, Who } from '../schemas';
import { isLongerThan, readId } from './check-text';
import { bagOf, checkValue, isRecord } from './check-value';
import { maxEventBytes } from './limits';
import { isOrderCall, orderOfTrack, present } from './order-of-track';
import { readCallTime } from './parse-time';
import { judge, refuse } from './refusal';

export const callTypes = ['track', 'identify', 'page', 'screen', 'group', 'alias'] as const;
export type CallType = (typeof callTypes)[number];

/** What a call is read against. */
export interface CallContext {
  nowMs: number;
  /** Our clock less the sender's, from `sentAt`; 0 where it did not say. */
  skewMs: number;
  currency: string;
  count: 'people' | 'accounts';
}

interface Call {
  raw: Record<string, unknown>;
  at: string;
  userId: string | undefined;
  anonymousId: string | undefined;
  groupId: string | undefined;
  ctx: CallContext;
}

/** What the transport adds to a call and changes on every attempt; not part of what is compared. */
const transport = new Set(['sentAt', 'writeKey', '_metadata', 'receivedAt']);

/**
 * Reads one call of the Segment protocol into a record, or says which part is wrong and how. `arrival` is unique to the
 * call: the key of one that has neither an id nor a time.
 */
export function normaliseCall(
  value: unknown,
  ctx: CallContext,
  arrival: string,
): { ok: true; value: AcceptedRecord } | { ok: false; reason: string } {
  return judge(() => {
    if (!isRecord(value)) return refuse('event', 'is not a JSON object');
    for (const [key, part] of Object.entries(value)) checkValue(key.slice(0, 40), part, 2);
    const compareText = textOf(value);
    if (isLongerThan(compareText, maxEventBytes)) refuse('event', `is larger than ${maxEventBytes} bytes (32 KiB)`);
    const time = value.timestamp ?? value.originalTimestamp;
    const messageId = readId('messageId', value.messageId);
    const keyText =
      messageId === undefined ? `arrival\n${time === undefined ? arrival : compareText}` : `message\n${messageId}`;
    const call: Call = {
      raw: value,
      at: readCallTime(time, ctx),
      userId: readId('userId', value.userId),
      anonymousId: readId('anonymousId', value.anonymousId),
      groupId: readId('groupId', value.groupId ?? groupOf(value.context)),
      ctx,
    };
    return recordOf(call, keyText, compareText);
  });
}

function textOf(value: Record<string, unknown>): string {
  for (const key of transport) {
    if (Object.hasOwn(value, key))
      return JSON.stringify(Object.fromEntries(Object.entries(value).filter(([name]) => !transport.has(name))));
  }
  return JSON.stringify(value);
}

const groupOf = (context: unknown): unknown => (isRecord(context) ? context.groupId : undefined);

function recordOf(call: Call, keyText: string, compareText: string): AcceptedRecord {
  const own = { keyText, compareText, hasId: false } as const;
  switch (call.raw.type) {
    case 'track':
      return isOrderCall(call.raw.event) ? order(call, own) : { kind: 'events', body: track(call), ...own };
    case 'page':
    case 'screen':
      return { kind: 'events', body: view(call, call.raw.type), ...own };
    case 'identify':
      return { kind: 'identify', body: identify(call), ...own };
    case 'group':
      return { kind: 'group', body: group(call), ...own };
    case 'alias':
      return { kind: 'alias', body: alias(call), ...own };
    default:
      return refuse('type', `is not one of ${callTypes.join(', ')}`);
  }
}

type Own = { keyText: string; compareText: string };

/** An order with an id is a record: the same id with other values updates it, while the same message counts once. */
function order(call: Call, { keyText, compareText }: Own): AcceptedRecord {
  const customerId = call.ctx.count === 'people' ? call.userId : call.groupId;
  if (customerId === undefined)
    return refuse(
      call.ctx.count === 'people' ? 'userId' : 'context.groupId',
      'is missing: an order belongs to a customer',
    );
  const properties = bagOf('properties', call.raw.properties);
  const { event } = call.raw;
  const body = orderOfTrack({ event, customerId, orderedAt: call.at, properties }, call.ctx.currency);
  if (body.id === undefined) return { kind: 'orders', body, keyText, compareText, hasId: false };
  return { kind: 'orders', body, keyText: `orders\n${body.id}`, hasId: true, once: { keyText, compareText } };
}

function track(call: Call): Bodies['events'] {
  const event = readId('event', call.raw.event) ?? refuse('event', 'is missing: a track call has a name');
  return { event, occurredAt: call.at, ...who(call), properties: propertiesOf(call, {}) };
}

function view(call: Call, type: 'page' | 'screen'): Bodies['events'] {
  const { name, category } = call.raw;
  const more = { ...present('name', name ?? undefined), ...present('category', category ?? undefined) };
  const event = type === 'page' ? 'Page viewed' : 'Screen viewed';
  return { event, occurredAt: call.at, ...who(call), properties: propertiesOf(call, more) };
}

/** The call's properties, and what is known of where it happened except the name of the client library. */
function propertiesOf(call: Call, more: Record<string, unknown>): Record<string, unknown> {
  const properties = bagOf('properties', call.raw.properties);
  const context = bagOf('context', call.raw.context);
  const told = Object.keys(context).some((key) => key !== 'library');
  if (!told && Object.keys(more).length === 0) return properties;
  const { library: _, ...rest } = context;
  return { ...more, ...properties, ...(told ? { $context: rest } : {}) };
}

/** Where accounts are counted, a person is a contact and the group is the customer. */
function who({ userId, anonymousId, groupId, ctx }: Call): Who {
  if (userId === undefined && anonymousId === undefined) return refuse('userId', 'is missing, and so is anonymousId');
  if (ctx.count === 'people') return { ...present('customerId', userId), ...present('anonymousId', anonymousId) };
  return { ...present('customerId', groupId), ...present('contactId', userId), ...present('anonymousId', anonymousId) };
}

function identify({ raw, userId, anonymousId, at }: Call): Bodies['identify'] {
  if (userId === undefined && anonymousId === undefined) return refuse('userId', 'is missing, and so is anonymousId');
  const traits = bagOf('traits', raw.traits);
  return { ...present('userId', userId), ...present('anonymousId', anonymousId), at, traits };
}

function group({ raw, groupId, userId, anonymousId, at }: Call): Bodies['group'] {
  if (groupId === undefined) return refuse('groupId', 'is missing');
  const traits = bagOf('traits', raw.traits);
  return { groupId, ...present('userId', userId), ...present('anonymousId', anonymousId), at, traits };
}

function alias({ raw, userId, at }: Call): Bodies['alias'] {
  const previousId = readId('previousId', raw.previousId) ?? refuse('previousId', 'is missing');
  return { previousId, userId: userId ?? refuse('userId', 'is missing'), at };
}
