import { z } from 'zod';
import {
  customerFields,
  numberOps,
  type Op,
  type Operand,
  opsByOperand,
  opsOfType,
  orderFields,
  orderMeasures,
  orderMoments,
  type Rule,
  ruleLimits,
  type ValueType,
  type Window,
} from '@/db/schema/segments.constants';

const text = z
  .string()
  .min(1)
  .max(ruleLimits.text)
  .refine((value) => !/[\p{Cs}\0]/u.test(value), { error: 'holds characters that are no text' });
const scalar = z.union([text, z.number(), z.boolean()], { error: 'must be a text, a number, true or false' });
const day = z.iso.date({ error: 'must be a day such as 2026-01-31' });
const days = z.int().min(1).max(36_500);
const amount = z.number().min(-1e12).max(1e12);
const count = z.int().min(0).max(1e9);

const operands: Record<Operand, z.ZodRawShape> = {
  word: { value: scalar },
  words: { value: z.array(scalar).min(1).max(ruleLimits.values) },
  part: { value: text },
  number: { value: amount },
  days: { value: days },
  day: { value: day },
  range: { from: day, to: day },
  nothing: {},
};

const operandOf = new Map<Op, Operand>(
  (Object.keys(opsByOperand) as Operand[]).flatMap((operand) =>
    opsByOperand[operand].map((op): [Op, Operand] => [op, operand]),
  ),
);

const window = { within_days: days.optional(), from: day.optional(), to: day.optional() };

interface Fault {
  path: PropertyKey[];
  message: string;
}

const written = (path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (so, part) => (typeof part === 'number' ? `${so}[${part}]` : so ? `${so}.${String(part)}` : String(part)),
    '',
  );

/** Collects faults with the path of what is wrong, and how much of the limits is used. */
class Reading {
  readonly faults: Fault[] = [];
  conditions = 0;

  fail(path: PropertyKey[], message: string): undefined {
    this.faults.push({ path, message: `${written(path) || 'rule'}: ${message}` });
    return undefined;
  }

  /** The value as the schema gives it; faults are noted under the path. */
  check<T>(schema: z.ZodType<T>, value: unknown, path: PropertyKey[]): T | undefined {
    const read = schema.safeParse(value);
    if (read.success) return read.data;
    for (const issue of read.error.issues) {
      const unknown = issue.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
      if (unknown === undefined) this.fail([...path, ...issue.path], lower(issue.message));
      else this.fail([...path, ...issue.path, unknown], 'is not known here');
    }
    return undefined;
  }
}

const lower = (message: string) => message.charAt(0).toLowerCase() + message.slice(1);
type Fields = Record<string, unknown>;
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A comparison whose operator fits the type; `head` are the other fields of its condition. */
function readComparison(
  reading: Reading,
  fields: Fields,
  given: { path: PropertyKey[]; type: ValueType; head: z.ZodRawShape },
) {
  const { path, type, head } = given;
  const known: readonly string[] = opsOfType[type];
  const op = fields.op as Op;
  const operand = operandOf.get(op);
  if (!operand || !known.includes(op)) return reading.fail([...path, 'op'], `must be one of ${known.join(', ')}`);
  const shape = { ...head, op: z.literal(op), ...operands[operand] };
  const read = reading.check(z.strictObject(shape), fields, path) as
    | (Fields & { from?: string; to?: string })
    | undefined;
  if (operand === 'range' && read?.from !== undefined && read.to !== undefined && read.from > read.to)
    return reading.fail([...path, 'to'], `must not be before ${read.from}`);
  return read;
}

function readWhere(reading: Reading, where: unknown, path: PropertyKey[], known: Readonly<Record<string, ValueType>>) {
  if (where === undefined) return undefined;
  const list = reading.check(z.array(z.record(z.string(), z.unknown())).min(1).max(10), where, path);
  return list?.map((one, at) =>
    readComparison(reading, one, { path: [...path, at], type: typeIn(known, one.property), head: { property: text } }),
  );
}

const typeIn = (known: Readonly<Record<string, ValueType>>, name: unknown): ValueType =>
  (typeof name === 'string' && Object.hasOwn(known, name) ? known[name] : undefined) ?? 'any';

/** A number of facts or a sum of them in a window. */
function readMeasured(reading: Reading, fields: Fields, path: PropertyKey[], head: z.ZodRawShape) {
  const { where, ...plain } = fields;
  const known = 'orders' in head ? orderFields : {};
  const checked = readWhere(reading, where, [...path, 'where'], known);
  const shape = { op: z.enum(numberOps, { error: `must be one of ${numberOps.join(', ')}` }), ...window, ...head };
  const read = reading.check(z.strictObject(shape), plain, path) as (Fields & Window) | undefined;
  if (!read) return undefined;
  if (read.within_days !== undefined && (read.from ?? read.to) !== undefined)
    return reading.fail([...path, 'within_days'], 'cannot stand beside from and to');
  if (read.from !== undefined && read.to !== undefined && read.from > read.to)
    return reading.fail([...path, 'to'], `must not be before ${read.from}`);
  return { ...read, ...(checked && { where: checked }) };
}

function readDid(reading: Reading, fields: Fields, path: PropertyKey[]) {
  if (fields.times !== undefined && fields.days !== undefined)
    return reading.fail([...path, 'days'], 'cannot stand beside times');
  if (fields.where !== undefined && fields.did === 'any')
    return reading.fail([...path, 'where'], 'needs one event, not any');
  const counted = fields.days === undefined ? { times: 1, ...fields } : fields;
  const head = { did: text, times: count.optional(), days: count.optional() };
  return readMeasured(reading, { op: 'at_least', ...counted }, path, head);
}

function readOrders(reading: Reading, fields: Fields, path: PropertyKey[]) {
  const names = [...orderMeasures, ...orderMoments];
  const measure = reading.check(z.enum(names, { error: `must be one of ${names.join(', ')}` }), fields.orders, [
    ...path,
    'orders',
  ]);
  if (measure === undefined) return undefined;
  const head = { orders: z.literal(measure) };
  if (measure === 'first' || measure === 'last') return readComparison(reading, fields, { path, type: 'past', head });
  return readMeasured(reading, fields, path, { ...head, value: amount });
}

function readSubscription(reading: Reading, fields: Fields, path: PropertyKey[]) {
  const names = ['plan', 'mrr'] as const;
  const field = reading.check(z.enum(names, { error: 'must be plan or mrr' }), fields.subscription, [
    ...path,
    'subscription',
  ]);
  if (field === undefined) return undefined;
  const type = field === 'plan' ? 'text' : 'number';
  return readComparison(reading, fields, { path, type, head: { subscription: z.literal(field) } });
}

type Read = (reading: Reading, fields: Fields, path: PropertyKey[]) => unknown;
const past =
  (head: z.ZodRawShape): Read =>
  (reading, fields, path) =>
    readComparison(reading, fields, { path, type: 'past', head });
const customers = z.array(text).min(1).max(ruleLimits.customers);

/** Kinds of condition by the field that names them. */
const conditions: Readonly<Record<string, Read>> = {
  trait: (reading, fields, path) =>
    readComparison(reading, fields, { path, type: typeIn(customerFields, fields.trait), head: { trait: text } }),
  did: readDid,
  first: past({ first: text }),
  last: past({ last: text }),
  orders: readOrders,
  subscription: readSubscription,
  segment: (reading, fields, path) => reading.check(z.strictObject({ segment: text }), fields, path),
  customers: (reading, fields, path) => reading.check(z.strictObject({ customers }), fields, path),
};
const groups = ['all', 'any', 'not'] as const;

function readNode(reading: Reading, value: unknown, path: PropertyKey[], depth: number): unknown {
  if (!isFields(value)) return reading.fail(path, 'must be a condition or a group of them');
  if (depth > ruleLimits.depth) return reading.fail(path, `is nested deeper than ${ruleLimits.depth}`);
  const group = groups.find((name) => name in value);
  if (group) return readGroup(reading, value, path, { group, depth });
  const kind = Object.keys(conditions).find((name) => name in value);
  const read = kind === undefined ? undefined : conditions[kind];
  if (!read) return reading.fail(path, `needs one of ${[...groups, ...Object.keys(conditions)].join(', ')}`);
  reading.conditions += 1;
  if (reading.conditions > ruleLimits.conditions)
    return reading.fail(path, `is one condition more than ${ruleLimits.conditions}`);
  return read(reading, value, path);
}

function readGroup(
  reading: Reading,
  value: Fields,
  path: PropertyKey[],
  { group, depth }: { group: (typeof groups)[number]; depth: number },
) {
  const stray = Object.keys(value).find((key) => key !== group);
  if (stray !== undefined) return reading.fail([...path, stray], `cannot stand beside ${group}`);
  const inner = value[group];
  if (group === 'not') return { not: readNode(reading, inner, [...path, 'not'], depth + 1) };
  if (!Array.isArray(inner)) return reading.fail([...path, group], 'must be a list of conditions');
  return { [group]: inner.map((one, at) => readNode(reading, one, [...path, group, at], depth + 1)) };
}

/** A rule as it was sent, or every fault with its path, e.g. `all[1].op: must be one of …`. */
export const ruleSchema = z.unknown().transform((value, context): Rule => {
  const reading = new Reading();
  let read: unknown;
  if (!isFields(value)) reading.fail([], 'must be an object such as { "v": 1, "all": [] }');
  else if (value.v !== 1) reading.fail(['v'], 'must be 1');
  else {
    const { v, ...node } = value;
    const made = readNode(reading, node, [], 0);
    read = isFields(made) ? { v, ...made } : undefined;
  }
  for (const { path, message } of reading.faults) context.issues.push({ code: 'custom', path, message, input: value });
  return reading.faults.length > 0 ? z.NEVER : (read as Rule);
});

const segmentId = z.uuid();
const name = z.string().trim().min(1, { error: 'Give the segment a name.' }).max(120);
const description = z.string().trim().max(500);

export const createSegmentInput = z.object({ name, description: description.default(''), rule: ruleSchema });
export type CreateSegmentInput = z.infer<typeof createSegmentInput>;

/** `version` is the one that was edited: a newer one refuses the change instead of being lost. */
export const updateSegmentInput = z.object({
  segmentId,
  version: z.int().min(1),
  name: name.optional(),
  description: description.optional(),
  rule: ruleSchema.optional(),
});
export type UpdateSegmentInput = z.infer<typeof updateSegmentInput>;

export const segmentInput = z.object({ segmentId });
export type SegmentInput = z.infer<typeof segmentInput>;

/** `at` is the as-of day in the workspace's zone. */
export const previewSegmentInput = z.object({ rule: ruleSchema, at: day.optional() });
export type PreviewSegmentInput = z.infer<typeof previewSegmentInput>;

export const listSegmentCustomersInput = z.object({
  rule: ruleSchema,
  at: day.optional(),
  /** `next` of the page before. */
  cursor: z.int().min(0).default(0),
  limit: z.int().min(1).max(200).default(50),
});
export type ListSegmentCustomersInput = z.infer<typeof listSegmentCustomersInput>;

export const customerSegmentsInput = z.object({ customerId: z.uuid() });
export type CustomerSegmentsInput = z.infer<typeof customerSegmentsInput>;

/** Values of one field that a condition may ask for. */
export const listValuesInput = z.object({
  of: z.enum(['trait', 'event_property', 'order_property', 'plan']),
  name: text.optional(),
  event: text.optional(),
});
export type ListValuesInput = z.infer<typeof listValuesInput>;
