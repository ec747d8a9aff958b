import type { AcceptedRecord, Bodies, BodyKind, Who } from '../schemas';
import { isLongerThan, readId } from './check-text';
import { bagOf, checkValue, isRecord } from './check-value';
import { maxEventBytes } from './limits';
import { isOrderCall, orderOfTrack, present } from './order-of-track';
import { readCallTime } from './parse-time';
import { judge, refuse } from './refusal';

const callTypes = ['track', 'identify', 'page', 'screen', 'group', 'alias'] as const;
export type CallType = (typeof callTypes)[number];

/** What a call is read against. */
export interface CallContext {
  nowMs: number;
  /** Our clock less the sender's, from `sentAt`; 0 where it did not say. */
  skewMs: number;
  currency: string;
  count: 'people' | 'accounts';
  /** The call was written without escapes. */
  isPlain: boolean;
  /** All that came with the call is within the limit of one event. */
  isSmall: boolean;
}

interface Call {
  raw: Record<string, unknown>;
  at: string;
  userId: string | undefined;
  anonymousId: string | undefined;
  groupId: string | undefined;
  ctx: CallContext;
}

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
    for (const key in value) checkValue(key.slice(0, 40), value[key], 2, ctx.isPlain);
    if (!ctx.isSmall && isLongerThan(JSON.stringify(value), maxEventBytes))
      refuse('event', `is larger than ${maxEventBytes} bytes (32 KiB)`);
    const time = value.timestamp ?? value.originalTimestamp;
    const messageId = readId('messageId', value.messageId);
    const { at, sent } = readCallTime(time, ctx);
    const call: Call = {
      raw: value,
      at,
      userId: readId('userId', value.userId),
      anonymousId: readId('anonymousId', value.anonymousId),
      groupId: readId('groupId', value.groupId ?? groupOf(value.context)),
      ctx,
    };
    const read = recordOf(call);
    const compareText = sent === at ? undefined : JSON.stringify({ ...read.body, [read.time]: sent });
    return keyed(read, { messageId, compareText, arrival: sent === '' ? arrival : undefined });
  });
}

/** A record without its key yet; `time` names the part of its body that says when. */
type Unkeyed = { [K in BodyKind]: { kind: K; body: Bodies[K]; time: keyof Bodies[K] & string } }[
  | 'events'
  | 'orders'
  | 'identify'
  | 'group'
  | 'alias'];

interface KeyParts {
  messageId: string | undefined;
  /** What is compared, where that is not the body: its time as sent, before the clock was corrected. */
  compareText: string | undefined;
  /** Set for a call that did not say when. */
  arrival: string | undefined;
}

/**
 * An order with an id is a record: the same id with other values updates it, while its message counts once. A call
 * without an id is known by its content and time, or by its arrival.
 */
function keyed({ kind, body }: Unkeyed, { messageId, compareText, arrival }: KeyParts): AcceptedRecord {
  const content = () => `content\n${kind}\n${compareText ?? JSON.stringify(body)}`;
  const keyText =
    messageId === undefined ? (arrival === undefined ? content() : `arrival\n${arrival}`) : `message\n${messageId}`;
  if (kind !== 'orders' || body.id === undefined)
    return { kind, body, keyText, compareText, hasId: false } as AcceptedRecord;
  const once = { keyText, compareText: compareText ?? JSON.stringify(body) };
  return { kind, body, keyText: `orders\n${body.id}`, hasId: true, once };
}

const groupOf = (context: unknown): unknown => (isRecord(context) ? context.groupId : undefined);

function recordOf(call: Call): Unkeyed {
  switch (call.raw.type) {
    case 'track':
      return isOrderCall(call.raw.event)
        ? { kind: 'orders', body: order(call), time: 'orderedAt' }
        : { kind: 'events', body: track(call), time: 'occurredAt' };
    case 'page':
    case 'screen':
      return { kind: 'events', body: view(call, call.raw.type), time: 'occurredAt' };
    case 'identify':
      return { kind: 'identify', body: identify(call), time: 'at' };
    case 'group':
      return { kind: 'group', body: group(call), time: 'at' };
    case 'alias':
      return { kind: 'alias', body: alias(call), time: 'at' };
    default:
      return refuse('type', `is not one of ${callTypes.join(', ')}`);
  }
}

function order(call: Call): Bodies['orders'] {
  const customerId = call.ctx.count === 'people' ? call.userId : call.groupId;
  if (customerId === undefined)
    return refuse(
      call.ctx.count === 'people' ? 'userId' : 'context.groupId',
      'is missing: an order belongs to a customer',
    );
  const properties = bagOf('properties', call.raw.properties);
  return orderOfTrack({ event: call.raw.event, customerId, orderedAt: call.at, properties }, call.ctx.currency);
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
