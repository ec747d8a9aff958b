import { plainName } from './detect-format';

/** Where the value of a field comes from: a column by its position, the number of the row, or a value for all rows. */
export type ValueSource = { column: number } | { rowNumber: true } | { value: string };

export interface MappingPlan {
  fields: { name: string; from: ValueSource }[];
  /** Columns that no field takes: they become traits or properties under their own name. */
  extras: { name: string; column: number }[];
}

export interface MappingInput {
  columns: readonly string[];
  /** Fields of the stream and whether they must be there. */
  fields: readonly { name: string; required: boolean }[];
  map: Readonly<Record<string, string>>;
  set: Readonly<Record<string, string>>;
  /** Columns that stay under their own name although a field is called the same. */
  keep?: readonly string[];
  /** Names that are fields although the stream asks for one of several, as who did an event. */
  oneOf?: readonly string[];
}

export type MappingAnswer = { ok: true; plan: MappingPlan } | { ok: false; problem: string };

/** How a column is written when it is meant as a field: `Customer ID` and `customerId` are `customer_id`. */
export const fieldName = (column: string): string =>
  column
    .trim()
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[^\p{L}\p{N}]+/gu, '_')
    .replace(/^_+|_+$/g, '')
    .toLowerCase();

/** A row as fields and further columns, in the form that the rules of a stream read. `rowNo` counts from 1. */
export function mapRow(plan: MappingPlan, cells: readonly string[], rowNo: number): Record<string, string> {
  const entries: [string, string][] = plan.fields.map(({ name, from }) => [
    name,
    'column' in from ? (cells[from.column] ?? '').trim() : 'value' in from ? from.value : String(rowNo),
  ]);
  for (const { name, column } of plan.extras) entries.push([name, (cells[column] ?? '').trim()]);
  // Unlike an assignment this keeps a column named __proto__ a plain value.
  return Object.fromEntries(entries);
}

/** Decides what each field is read from: `set`, then `map`, then a column of the same name. */
export function planMapping(input: MappingInput): MappingAnswer {
  const { columns, fields, map, set, keep = [] } = input;
  const names = new Set(fields.map((field) => field.name));
  const stray = [...Object.keys(map), ...Object.keys(set)].find((name) => !names.has(name));
  if (stray !== undefined) return refuse(`There is no field ${stray}. The fields are ${[...names].join(', ')}.`);
  const twice = Object.keys(map).find((name) => name in set);
  if (twice !== undefined) return refuse(`The field ${twice} is both mapped and set.`);
  const lost = Object.values(map).find((column) => column !== '@row' && columnIndex(columns, column) < 0);
  if (lost !== undefined) return refuse(`The file has no column ${lost}. It has ${columns.join(', ')}.`);
  const taken = new Set(Object.values(map).map((column) => columnIndex(columns, column)));
  for (const column of keep) taken.add(columnIndex(columns, column));
  const found: MappingPlan['fields'] = [];
  for (const { name } of fields) {
    const from = sourceOf(name, input, taken);
    if (from) found.push({ name, from });
    if (from && 'column' in from) taken.add(from.column);
  }
  const missing = missingField(input, new Set(found.map((field) => field.name)));
  if (missing !== undefined) return refuse(missing);
  const read = new Set(found.flatMap(({ from }) => ('column' in from ? [from.column] : [])));
  const extras = columns.flatMap((column, at) =>
    read.has(at) ? [] : [{ name: names.has(column) ? `${column} (column)` : column, column: at }],
  );
  return { ok: true, plan: { fields: found, extras } };
}

const refuse = (problem: string): MappingAnswer => ({ ok: false, problem });

function columnIndex(columns: readonly string[], wanted: string): number {
  const exact = columns.indexOf(wanted);
  return exact >= 0 ? exact : columns.findIndex((column) => plainName(column) === plainName(wanted));
}

function sourceOf(name: string, { columns, map, set }: MappingInput, taken: Set<number>): ValueSource | undefined {
  const value = set[name];
  if (value !== undefined) return { value };
  const mapped = map[name];
  if (mapped === '@row') return { rowNumber: true };
  if (mapped !== undefined) return { column: columnIndex(columns, mapped) };
  const exact = columns.indexOf(name);
  const column = exact >= 0 ? exact : columns.findIndex((each) => fieldName(each) === name);
  return column < 0 || taken.has(column) ? undefined : { column };
}

function missingField({ fields, oneOf = [] }: MappingInput, found: Set<string>): string | undefined {
  const missing = fields.find((field) => field.required && !found.has(field.name));
  if (missing) return `The field ${missing.name} must come from a column. Say which: ${missing.name}=COLUMN.`;
  if (oneOf.length > 0 && !oneOf.some((name) => found.has(name)))
    return `One of ${oneOf.join(', ')} must come from a column.`;
  return undefined;
}
