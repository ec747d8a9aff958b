import { randomUUID } from 'node:crypto';
import { z } from 'zod';

/** What fills the fields of an input: ids of another workspace, or ids that belong to nobody. */
export interface Bag {
  uuid: string;
  /** A second one of the same kind, for inputs that want two that differ. */
  other: string;
  /** A textual id, for strings without a shape. */
  text: string;
  email: string;
}

type Schema = z.core.$ZodType;
interface Def extends z.core.$ZodTypeDef {
  shape?: Record<string, Schema>;
  options?: Schema[];
  innerType?: Schema;
  in?: Schema;
  out?: Schema;
  element?: Schema;
  items?: Schema[];
  keyType?: Schema;
  valueType?: Schema;
  entries?: Record<string, string | number>;
  values?: unknown[];
  getter?: () => Schema;
}

const most = 8;
const defOf = (schema: Schema) => schema._zod.def as Def;
const fits = (schema: Schema, value: unknown) => z.safeParse(schema, value).success;

/**
 * Valid values of a schema, at least one and at most eight, made from its definition alone: every option of a union,
 * every word of an enum, optional fields with and without. Throws for a schema it cannot fill, so that a new kind of
 * input fails the matrix instead of slipping through it.
 */
export function inputsFor(schema: Schema, bag: Bag, name = ''): unknown[] {
  const made = distinct(variants(schema, bag, name));
  const valid = made.filter((value) => fits(schema, value));
  if (valid.length === 0) throw new Error(`no valid input for ${name || 'the input'} (${defOf(schema).type})`);
  return valid.slice(0, most);
}

function distinct(values: unknown[]): unknown[] {
  const seen = new Map(values.map((value) => [JSON.stringify([typeof value, String(value), value], bigText), value]));
  return [...seen.values()];
}

const bigText = (_: string, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value);

type Fill = (def: Def, bag: Bag, name: string, schema: Schema) => unknown[];

const inner: Fill = (def, bag, name) => (def.innerType ? inputsFor(def.innerType, bag, name) : []);
const numbers = [1, 0, 10, 2026, 0.5, -1];

const fills: Readonly<Record<string, Fill>> = {
  object: (def, bag) => objects(def.shape ?? {}, bag),
  string: (_, bag, name, schema) => strings(schema, bag, name),
  number: () => numbers,
  int: () => numbers,
  bigint: () => [1n],
  boolean: () => [true, false],
  date: () => [new Date('2026-01-31T00:00:00Z')],
  null: () => [null],
  undefined: () => [undefined],
  void: () => [undefined],
  any: (_, bag) => [bag.text],
  // What has no definition to read is a text, or a rule of segments that names one.
  unknown: (_, bag) => [
    bag.text,
    { v: 1, all: [{ segment: bag.text }] },
    { v: 1, any: [{ trait: 'id', op: 'known' }] },
  ],
  enum: (def) => Object.values(def.entries ?? {}),
  literal: (def) => def.values ?? [],
  union: (def, bag, name) => (def.options ?? []).flatMap((option) => inputsFor(option, bag, name).slice(0, 2)),
  array: (def, bag, name) => [def.element ? inputsFor(def.element, bag, name) : [], []],
  tuple: (def, bag, name) => [(def.items ?? []).map((item) => inputsFor(item, bag, name)[0])],
  record: (def, bag, name) => [record(def, bag, name), {}],
  lazy: (def, bag, name) => (def.getter ? inputsFor(def.getter(), bag, name) : []),
  pipe: (def, bag, name) => (def.in ? inputsFor(def.in, bag, name) : []),
  optional: inner,
  nullable: inner,
  default: inner,
  prefault: inner,
  catch: inner,
  nonoptional: inner,
  readonly: inner,
};

function variants(schema: Schema, bag: Bag, name: string): unknown[] {
  const def = defOf(schema);
  const fill = fills[def.type];
  if (!fill) throw new Error(`the matrix cannot fill ${name || 'an input'} of type ${def.type}`);
  return fill(def, bag, name, schema);
}

function record(def: Def, bag: Bag, name: string): Record<string, unknown> {
  const [key] = def.keyType ? inputsFor(def.keyType, bag, name) : [bag.text];
  const [value] = def.valueType ? inputsFor(def.valueType, bag, name) : [bag.text];
  return { [String(key)]: value };
}

const isOptional = (schema: Schema) => fits(schema, undefined);

interface Field {
  name: string;
  isOptional: boolean;
  isText: boolean;
  values: unknown[];
}

const textTypes = new Set(['string', 'pipe']);

/** The type inside `optional`, `default` and the like. */
function innermost(schema: Schema): string {
  const { innerType, type } = defOf(schema);
  return innerType ? innermost(innerType) : type;
}

/**
 * Objects with every field, one for each variant of the field that has most, then one with the needed fields alone.
 * First every text is the likeliest one, then neighbours differ: two ids, or a day and a later one.
 */
function objects(shape: Record<string, Schema>, bag: Bag): unknown[] {
  const fields = Object.entries(shape).map(([name, schema]) => ({
    name,
    isOptional: isOptional(schema),
    isText: textTypes.has(innermost(schema)),
    values: inputsFor(schema, bag, name),
  }));
  const needed = fields.filter((field) => !field.isOptional);
  return [false, true].flatMap((differ) => [...zipped(fields, differ), ...zipped(needed, differ).slice(0, 1)]);
}

function zipped(fields: Field[], differ: boolean): unknown[] {
  const counts = fields.filter((field) => !field.isText).map((field) => field.values.length);
  return Array.from({ length: Math.min(most - 1, Math.max(1, ...counts)) }, (_, variant) =>
    Object.fromEntries(
      fields.map(({ name, isText, values }, place) => {
        const index = isText ? Number(differ) * place : variant;
        return [name, values[index % values.length]];
      }),
    ),
  );
}

/** Fields whose meaning their format does not tell. A slug or a name is taken or free, and no id: it is a new one. */
const byName = (bag: Bag) => ({
  mail: bag.email,
  slug: `slug-${randomUUID().slice(-12)}`,
  '^name$': `name ${randomUUID().slice(-12)}`,
  'password|current': 'eleven blue lanterns',
});

/** By format first, then by name, then whatever the string accepts. */
function strings(schema: Schema, bag: Bag, name: string): string[] {
  const named = Object.entries(byName(bag)).flatMap(([word, value]) =>
    new RegExp(word, 'i').test(name) ? [value] : [],
  );
  const candidates = [
    ...named,
    bag.uuid,
    bag.other,
    bag.text,
    bag.email,
    `${bag.uuid}${bag.uuid}`.replaceAll('-', '').slice(0, 43),
    '2026-01-31',
    '2026-02-28',
    '2026-01',
    '2026-01-31T00:00:00.000Z',
    'USD',
    'UTC',
    'https://holdfast.example/x',
    '1',
    'a',
    '#166a66',
  ];
  // A uuid would satisfy nearly every plain string; what has no format of its own gets the textual id.
  const isPlain = fits(schema, 'x') && named.length === 0 && !/id$/i.test(name);
  return (isPlain ? [bag.text, ...candidates] : candidates).filter((value) => fits(schema, value)).slice(0, 2);
}
