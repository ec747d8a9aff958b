import { fieldName } from './plan-mapping';

/** A field of a stream as far as guessing needs it. */
export interface GuessableField {
  name: string;
  type: string;
  required: boolean;
}

export interface ColumnGuess {
  column: string;
  field: string | undefined;
  /** 1 the same name, 0.9 another usual name, 0.6 only its values; less where values do not fit. */
  confidence: number;
}

const otherNames: Readonly<Record<string, string>> = {
  customer_id:
    'customer customer_no customer_number cust_id user_id userid user client_id client account_id account buyer_id member_id shopper_id person_id',
  id: 'order_id order_no order_number invoice invoice_id invoice_no invoice_number transaction_id ticket_id subscription_id contact_id conversation_id response_id event_id message_id uuid',
  ordered_at:
    'date order_date ordered purchase_date purchased_at purchased_on invoice_date transaction_date created_at timestamp time datetime day',
  occurred_at: 'date time timestamp datetime event_time event_date usage_date created_at day',
  amount:
    'total order_total grand_total price value revenue net net_amount gross gross_amount sum spend sales turnover cost',
  currency: 'currency_code ccy',
  quantity: 'qty units items item_count number_of_items',
  product_id: 'sku product item_id article stock_code',
  product_name: 'product_title item item_name description',
  event: 'event_name event_type action activity feature_name',
  email: 'e_mail mail email_address customer_email',
  name: 'full_name customer_name company company_name account_name display_name',
  created_at: 'signup_date signed_up_at registered_at registration_date joined joined_at since',
  country: 'country_code country_name',
  started_on: 'start_date started start subscription_start',
  ended_on: 'end_date ended end cancelled_on canceled_on',
  mrr: 'mrr_amount monthly_revenue monthly_recurring_revenue',
  plan: 'plan_name plan_tier tier product',
  opened_at: 'submitted_at created_at opened date',
  closed_at: 'resolved_at solved_at closed',
  churned_on: 'churn_date date cancelled_at',
  answered_at: 'date created_at submitted_at responded_at',
  score: 'rating nps value',
  text: 'comment feedback_text feedback body message review',
};

const isDate = (text: string) => /^\d{4}[-/]?\d{2}([-/]?\d{2})?([T ].*)?$/.test(text);
const isNumber = (text: string) => /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text);

/** Whether a value could be of a type, as far as its look goes. */
function fits(type: string, text: string): boolean {
  if (['instant', 'day', 'comingDay', 'month'].includes(type)) return isDate(text);
  if (['money', 'number', 'count', 'whole'].includes(type)) return isNumber(text);
  if (type === 'currency') return /^[A-Za-z]{3}$/.test(text);
  return true;
}

function share(type: string, values: readonly string[]): number {
  const filled = values.map((value) => value.trim()).filter((value) => value !== '');
  return filled.length === 0 ? 0.5 : filled.filter((value) => fits(type, value)).length / filled.length;
}

/** Guesses for every column, each field at most once, the surest first. `samples` are the first values of each column. */
export function guessMapping(
  fields: readonly GuessableField[],
  columns: readonly string[],
  samples: readonly (readonly string[])[],
): ColumnGuess[] {
  const pairs = columns.flatMap((column, at) =>
    fields.map((field) => ({ at, field, confidence: likeness(field, column) * share(field.type, samples[at] ?? []) })),
  );
  const byColumn = new Map<number, { field: string; confidence: number }>();
  const taken = new Set<string>();
  for (const { at, field, confidence } of pairs.sort((a, b) => b.confidence - a.confidence)) {
    if (confidence < 0.3 || byColumn.has(at) || taken.has(field.name)) continue;
    byColumn.set(at, { field: field.name, confidence });
    taken.add(field.name);
  }
  guessByValues(fields, samples, { byColumn, taken });
  return columns.map((column, at) => ({ column, ...(byColumn.get(at) ?? { field: undefined, confidence: 0 }) }));
}

function likeness(field: GuessableField, column: string): number {
  const name = fieldName(column);
  if (name === field.name) return 1;
  return otherNames[field.name]?.split(' ').includes(name) ? 0.9 : 0;
}

/** A file with a few broken rows is still one. */
const nearlyAll = 0.9;

/** A required time that no name gave, where exactly one free column holds hardly anything but dates. */
function guessByValues(
  fields: readonly GuessableField[],
  samples: readonly (readonly string[])[],
  found: { byColumn: Map<number, { field: string; confidence: number }>; taken: Set<string> },
): void {
  for (const field of fields) {
    const isTime = ['instant', 'day', 'month'].includes(field.type);
    if (!field.required || !isTime || found.taken.has(field.name)) continue;
    const fitting = samples.flatMap((values, at) => {
      const fit = values.some((value) => value !== '') ? share(field.type, values) : 0;
      return !found.byColumn.has(at) && fit >= nearlyAll ? [{ at, fit }] : [];
    });
    const [only, ...others] = fitting;
    if (only && others.length === 0) found.byColumn.set(only.at, { field: field.name, confidence: 0.6 * only.fit });
  }
}

/** Ids by whose name a file says what its rows are. */
const speakingIds: Readonly<Record<string, string>> = {
  orders: 'order_id order_no order_number invoice invoice_id invoice_no invoice_number transaction_id',
  tickets: 'ticket_id',
  subscriptions: 'subscription_id',
  contacts: 'contact_id',
  conversations: 'conversation_id',
  responses: 'response_id',
  events: 'event_id message_id',
};

/** Whether a column that would be the id of this stream's rows is called the id of another's. */
function isForeignId(stream: string, { column, field }: ColumnGuess): boolean {
  if (field !== 'id') return false;
  const owner = Object.entries(speakingIds).find(([, names]) => names.split(' ').includes(fieldName(column)));
  return owner !== undefined && owner[0] !== stream;
}

/**
 * The stream whose required fields the columns name best and that explains most of them; `fallback` where nothing speaks
 * for another. `samples` are the first values of each column.
 */
export function guessStream<S extends string>(
  streams: readonly { stream: S; fields: readonly GuessableField[] }[],
  { columns, samples }: { columns: readonly string[]; samples: readonly (readonly string[])[] },
  fallback: S,
): { stream: S; confidence: number } {
  let best = { stream: fallback, confidence: 0 };
  for (const { stream, fields } of streams) {
    const guesses = guessMapping(fields, columns, samples).filter((guess) => !isForeignId(stream, guess));
    const named = new Map(guesses.map(({ field, confidence }) => [field, confidence]));
    const required = fields.filter((field) => field.required);
    const sure = required.reduce((sum, field) => sum + (named.get(field.name) ?? 0), 0) / Math.max(1, required.length);
    const explained = guesses.filter(({ field }) => field !== undefined).length / Math.max(1, columns.length);
    const confidence = (sure + explained) / 2;
    if (confidence > best.confidence + 1e-9) best = { stream, confidence };
  }
  return best;
}
