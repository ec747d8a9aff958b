/** How a stream's accepted bodies become rows of the record. Every expression reads `c`, a row of `claimed`. */
export interface RecordStream {
  kind: string;
  table: string;
  /** `id`: upserted in the order received. `key`: known by the accepted row's key, the first one stays. */
  known: 'id' | 'key';
  /** Whether rows belong to a customer; `spend` belongs to a channel. */
  ofCustomer: boolean;
  columns: Readonly<Record<string, string>>;
}

const text = (key: string) => `c.body ->> '${key}'`;
const instant = (key: string) => `(c.body ->> '${key}')::timestamptz`;
const day = (key: string) => `(c.body ->> '${key}')::date`;
const float = (key: string) => `(c.body ->> '${key}')::double precision`;
const bool = (key: string) => `(c.body ->> '${key}')::boolean`;
const big = (key: string) => `(c.body ->> '${key}')::bigint`;
/** Bodies allow whole numbers up to 2⁵³; a column of 32 bits takes the nearest it can hold. */
const int = (key: string) =>
  // greatest and least pass absent values over: what is absent has to stay so.
  `case when ${big(key)} is not null then least(greatest(${big(key)}, -2147483648), 2147483647)::integer end`;
const minor = (key: string) => `(c.body -> '${key}' ->> 'minor')::bigint`;
const currency = (key: string) => `c.body -> '${key}' ->> 'currency'`;
const bag = (key: string) => `coalesce(c.body -> '${key}', '{}'::jsonb)`;

export const subscriptionStream: RecordStream = {
  kind: 'subscriptions',
  table: 'subscriptions',
  known: 'id',
  ofCustomer: true,
  columns: {
    started_on: day('startedOn'),
    ended_on: day('endedOn'),
    mrr_minor: minor('mrr'),
    currency: `coalesce(${currency('original')}, ${currency('mrr')})`,
    original_minor: `coalesce(${minor('original')}, ${minor('mrr')})`,
    interval: text('interval'),
    plan: text('plan'),
    seats: int('seats'),
    seats_used: int('seatsUsed'),
    unit_limit: big('limit'),
    used: big('used'),
    renews_on: day('renewsOn'),
    traits: bag('traits'),
  },
};

export const recordStreams: readonly RecordStream[] = [
  {
    kind: 'tickets',
    table: 'tickets',
    known: 'id',
    ofCustomer: true,
    columns: {
      opened_at: instant('openedAt'),
      closed_at: instant('closedAt'),
      priority: text('priority'),
      escalated: bool('escalated'),
      first_response_minutes: float('firstResponseMinutes'),
      csat: float('csat'),
      subject: text('subject'),
      text: text('text'),
      properties: bag('properties'),
    },
  },
  {
    kind: 'conversations',
    table: 'conversations',
    known: 'id',
    ofCustomer: true,
    columns: {
      started_at: instant('startedAt'),
      resolved_by: text('resolvedBy'),
      handed_over: bool('handedOver'),
      csat: float('csat'),
      topic: text('topic'),
      text: text('text'),
      properties: bag('properties'),
    },
  },
  {
    kind: 'responses',
    table: 'responses',
    known: 'id',
    ofCustomer: true,
    columns: {
      answered_at: instant('answeredAt'),
      kind: text('kind'),
      score: float('score'),
      text: text('text'),
      channel: text('channel'),
      properties: bag('properties'),
    },
  },
  {
    kind: 'churns',
    table: 'churns',
    known: 'key',
    ofCustomer: true,
    columns: {
      churned_on: day('churnedOn'),
      reason: text('reason'),
      note: text('note'),
      reactivated_on: day('reactivatedOn'),
      properties: bag('properties'),
    },
  },
  {
    kind: 'spend',
    table: 'spend',
    known: 'key',
    ofCustomer: false,
    columns: {
      channel: text('channel'),
      month: day('month'),
      amount_minor: minor('amount'),
      new_customers: big('newCustomers'),
    },
  },
  {
    kind: 'costs',
    table: 'costs',
    known: 'key',
    ofCustomer: true,
    columns: { month: day('month'), kind: text('kind'), amount_minor: minor('amount') },
  },
  {
    kind: 'arms',
    table: 'arms',
    known: 'key',
    ofCustomer: true,
    columns: { campaign: text('campaign'), arm: text('arm'), assigned_at: instant('assignedAt') },
  },
];

/** Money in another currency than `$ws` of an order's cost or discount is not known. */
const ownMinor = (key: string, ownCurrency: string) =>
  `case when ${currency(key)} = '${ownCurrency}' then ${minor(key)} end`;

/** Columns of an order. Its amount is in the workspace's currency, or absent: unknown, or `original` without a rate. */
export const orderColumns = (ownCurrency: string): Readonly<Record<string, string>> => ({
  id: text('id'),
  ordered_at: instant('orderedAt'),
  amount_minor: minor('amount'),
  original_minor: `coalesce(${minor('original')}, ${minor('amount')})`,
  currency: `coalesce(${currency('original')}, ${currency('amount')})`,
  no_rate: `case when c.body ? 'original' and not c.body ? 'amount' then 1 else 0 end`,
  quantity: int('quantity'),
  product_id: text('productId'),
  product_name: text('productName'),
  category: text('category'),
  channel: text('channel'),
  cost_minor: ownMinor('cost', ownCurrency),
  discount_minor: ownMinor('discount', ownCurrency),
  offer_code: text('offerCode'),
  properties: bag('properties'),
});
