import type { Stream } from '@/db/schema/ingest.constants';

/** `count` is a whole number of 32 bits, `whole` one of 53; `comingDay` may lie in the future; `month` is kept as its first day. */
export type FieldType =
  | 'id'
  | 'text'
  | 'instant'
  | 'day'
  | 'comingDay'
  | 'month'
  | 'money'
  | 'currency'
  | 'number'
  | 'count'
  | 'whole'
  | 'flag'
  | 'word';

export interface StreamField {
  name: string;
  /** Name in the normalised body. */
  key: string;
  type: FieldType;
  required: boolean;
  /** For `word`: the words it may be. */
  words?: readonly string[];
}

export interface StreamShape {
  fields: readonly StreamField[];
  /** Where unknown columns go; undefined where the stream has no place for them. */
  bag: 'traits' | 'properties' | undefined;
}

const camel = (name: string) => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

/** `name:type`, `name:type*` where it must be there, `name:word=a|b`. */
function field(text: string): StreamField {
  const [, name = '', type = 'text', required, words] = /^(\w+):(\w+)(\*?)(?:=(.*))?$/.exec(text) ?? [];
  return { name, key: camel(name), type: type as FieldType, required: required === '*', words: words?.split('|') };
}

const shape = (bag: StreamShape['bag'], ...fields: string[]): StreamShape => ({ bag, fields: fields.map(field) });

const customerId = 'customer_id:id*';

/** The streams that can be imported, field by field, in the order in which a form shows them. */
export const streamShapes: Readonly<Record<Stream, StreamShape>> = {
  customers: shape(
    'traits',
    'id:id*',
    'name:text',
    'email:text',
    'created_at:instant',
    'parent_id:id',
    'owner_email:text',
    'country:text',
    'timezone:text',
    'locale:text',
    'acquisition_channel:text',
    'acquisition_cost:money',
    'referred_by:id',
  ),
  contacts: shape('traits', 'id:id*', customerId, 'email:text', 'name:text', 'role:text'),
  orders: shape(
    'properties',
    customerId,
    'ordered_at:instant*',
    'amount:money',
    'id:id',
    'currency:currency',
    'quantity:count',
    'product_id:id',
    'product_name:text',
    'category:text',
    'channel:text',
    'cost:money',
    'discount:money',
    'offer_code:text',
  ),
  events: shape(
    'properties',
    'event:id*',
    'occurred_at:instant*',
    'customer_id:id',
    'contact_id:id',
    'anonymous_id:id',
    'subscription_id:id',
    'id:id',
  ),
  subscriptions: shape(
    'traits',
    'id:id*',
    customerId,
    'started_on:day*',
    'ended_on:comingDay',
    'mrr:money',
    'amount:money',
    'interval:word=day|week|month|quarter|year',
    'currency:currency',
    'plan:text',
    'seats:count',
    'seats_used:count',
    'limit:whole',
    'used:whole',
    'renews_on:comingDay',
  ),
  tickets: shape(
    'properties',
    'id:id*',
    customerId,
    'opened_at:instant*',
    'closed_at:instant',
    'priority:text',
    'escalated:flag',
    'first_response_minutes:number',
    'csat:number',
    'subject:text',
    'text:text',
  ),
  conversations: shape(
    'properties',
    'id:id*',
    customerId,
    'started_at:instant*',
    'resolved_by:word=ai|human|none',
    'handed_over:flag',
    'csat:number',
    'topic:text',
    'text:text',
  ),
  responses: shape(
    'properties',
    'id:id*',
    customerId,
    'answered_at:instant*',
    'kind:word=nps|csat|ces|review|mention',
    'score:number',
    'text:text',
    'channel:text',
  ),
  churns: shape('properties', customerId, 'churned_on:day*', 'reason:text', 'note:text', 'reactivated_on:day'),
  spend: shape(undefined, 'channel:id*', 'month:month*', 'amount:money*', 'new_customers:whole'),
  costs: shape(undefined, customerId, 'month:month*', 'kind:word*=service|retention', 'amount:money*'),
  arms: shape(undefined, customerId, 'campaign:id*', 'arm:id*', 'assigned_at:instant*'),
};
