import type { Stream } from '@/db/schema/ingest.constants';
import type { AcceptedRecord } from '../schemas';
import { checkText, isLongerThan } from './check-text';
import { checkValue } from './check-value';
import { maxEventBytes, maxKeyBytes } from './limits';
import { type Money, readCurrency } from './parse-money';
import { type FieldContext, type FieldValue, readField } from './read-field';
import { judge, refuse } from './refusal';
import { type StreamShape, streamShapes } from './stream-fields';
import { monthlyOf } from './subscription-money';

/** Field → value as a file or a connector gives it. An empty text is no value. Unknown names become traits or properties. */
export type Row = Readonly<Record<string, unknown>>;

/** A row that was read. Without `id` its key comes from its values: see `keyOfRow`. */
export interface ReadRow {
  kind: Stream;
  body: AcceptedRecord['body'];
  id: string | undefined;
  /** Amounts of this row that had surplus decimals. */
  rounded: number;
}

interface Draft {
  values: Map<string, FieldValue>;
  bag: Record<string, unknown>;
  rounded: number;
}

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value.trim() : typeof value === 'number' || typeof value === 'boolean' ? `${value}` : '';

/** Reads one row of a stream, or says which field is wrong and how. Money is read in the currency that the row names. */
export function normaliseRow(
  stream: Stream,
  row: Row,
  at: { nowMs: number; zone: string; currency: string },
): { ok: true; value: ReadRow } | { ok: false; reason: string } {
  return judge(() => {
    const shape = streamShapes[stream];
    const ctx = { ...at, currency: readCurrency('currency', textOf(row.currency), at.currency) };
    const draft = readFields(shape, row, ctx);
    keepOwnMoney(stream, draft, at.currency);
    if (stream === 'events' && !hasWho(draft.values))
      refuse('customer_id', 'is missing, and so are contact_id, anonymous_id and subscription_id');
    const id = draft.values.get('id');
    if (stream === 'events') draft.values.delete('id');
    draft.values.delete('currency');
    const body = { ...Object.fromEntries(draft.values), ...(shape.bag ? { [shape.bag]: draft.bag } : {}) };
    if (isLongerThan(JSON.stringify(body), maxEventBytes)) refuse('row', `is larger than ${maxEventBytes} bytes`);
    return {
      kind: stream,
      body: body as unknown as AcceptedRecord['body'],
      id: typeof id === 'string' ? id : undefined,
      rounded: draft.rounded,
    };
  });
}

function readFields(shape: StreamShape, row: Row, ctx: FieldContext): Draft {
  const draft: Draft = { values: new Map(), bag: {}, rounded: 0 };
  const names = new Set<string>();
  for (const field of shape.fields) {
    names.add(field.name);
    const text = textOf(row[field.name]);
    if (text === '') {
      if (field.required) refuse(field.name, 'is missing');
      continue;
    }
    const value = field.type === 'currency' ? ctx.currency : readField(field, text, ctx);
    if (value !== undefined) draft.values.set(field.key, value);
  }
  if (shape.bag) fillBag(draft, row, names);
  return draft;
}

function fillBag(draft: Draft, row: Row, known: ReadonlySet<string>): void {
  for (const [name, value] of Object.entries(row)) {
    if (known.has(name) || value === '' || value === undefined || value === null) continue;
    if (isLongerThan(name, maxKeyBytes)) refuse(name.slice(0, 40), `is a name longer than ${maxKeyBytes} bytes`);
    checkText('a column name', name);
    checkValue(name, value, 2, false);
    Object.defineProperty(draft.bag, name, { value, enumerable: true, writable: true, configurable: true });
  }
}

const hasWho = (values: Draft['values']) =>
  ['customerId', 'contactId', 'anonymousId', 'subscriptionId'].some((key) => values.has(key));

/** Amounts in the workspace's currency stay; in another one the main amount becomes `original`, the others properties. */
function keepOwnMoney(stream: Stream, draft: Draft, own: string): void {
  for (const [key, value] of draft.values) {
    if (typeof value !== 'object') continue;
    draft.rounded += value.rounded ? 1 : 0;
    draft.values.set(key, { minor: value.minor, currency: value.currency } as FieldValue);
  }
  if (stream === 'subscriptions') settleSubscription(draft, own);
  if (stream === 'orders') settleOrder(draft, own);
}

const moneyAt = (draft: Draft, key: string): Money | undefined => {
  const value = draft.values.get(key);
  return typeof value === 'object' ? value : undefined;
};

function settleOrder(draft: Draft, own: string): void {
  for (const key of ['amount', 'cost', 'discount']) {
    const money = moneyAt(draft, key);
    if (!money || money.currency === own) continue;
    draft.values.delete(key);
    if (key === 'amount') draft.values.set('original', money as FieldValue);
    else draft.bag[key] = money;
  }
}

function settleSubscription(draft: Draft, own: string): void {
  const amount = moneyAt(draft, 'amount');
  const interval = draft.values.get('interval');
  const monthly =
    moneyAt(draft, 'mrr') ?? (amount && monthlyOf(amount, typeof interval === 'string' ? interval : undefined));
  draft.values.delete('amount');
  draft.values.delete('mrr');
  if (!monthly) return;
  draft.values.set(monthly.currency === own ? 'mrr' : 'original', monthly as FieldValue);
}

/** Key of a row that was read; `identity` and `k` only matter where the row has no id of its own. */
export function keyOfRow(row: ReadRow, sourceId: string, identity: string, k: number): AcceptedRecord {
  const { kind, body, id } = row;
  const keyText = id === undefined ? `row\n${sourceId}\n${kind}\n${k}\n${identity}` : keyOfId(kind, id);
  return { kind, body, keyText, hasId: id !== undefined && kind !== 'events' } as AcceptedRecord;
}

const keyOfId = (stream: Stream, id: string) => (stream === 'events' ? `message\n${id}` : `${stream}\n${id}`);

/** The mapped values of a row as one text: two rows with the same text are identical rows of the key rule. */
export const identityOfRow = (row: Row): string =>
  JSON.stringify(
    Object.entries(row)
      .filter(([, value]) => value !== '')
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
