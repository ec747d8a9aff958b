/** The field a column is read as; '' keeps it under its own name. */
export type Choices = Readonly<Record<string, string>>;

/** What was asked for of a file: as an import is started with it, and as its first rows are judged. */
export interface AskedMapping {
  map: Record<string, string>;
  set: Record<string, string>;
  keep: string[];
}

/** Numbers the rows from 1. */
const rowNumber = '@row';

/** The guesses with what was changed by hand. A field taken by hand is given up by the column that was guessed for it. */
export function choicesOf(
  columns: readonly { column: string; field: string | undefined }[],
  changed: Choices,
): Choices {
  const byHand = new Set(Object.values(changed).filter((field) => field !== ''));
  return Object.fromEntries(
    columns.map(({ column, field = '' }) => [column, changed[column] ?? (byHand.has(field) ? '' : field)]),
  );
}

/** Choices by column and values for every row, as an import is started with them. */
export function askedOf(choices: Choices, values: Choices): AskedMapping {
  const given = Object.entries(values).filter(([, value]) => value.trim() !== '');
  const columns = Object.entries(choices);
  return {
    map: Object.fromEntries([
      ...columns.flatMap(([column, field]) => (field === '' ? [] : [[field, column] as const])),
      ...given.filter(([, value]) => value.trim() === rowNumber),
    ]),
    set: Object.fromEntries(given.filter(([, value]) => value.trim() !== rowNumber)),
    keep: columns.flatMap(([column, field]) => (field === '' ? [column] : [])),
  };
}

/** The other way round, for a file that was tried before. */
export function choicesFrom(
  columns: readonly { column: string }[],
  { map, set }: AskedMapping,
): { choices: Choices; values: Choices } {
  const fields = new Map(Object.entries(map).map(([field, column]) => [column, field]));
  const numbered = Object.entries(map).filter(([, column]) => column === rowNumber);
  return {
    choices: Object.fromEntries(columns.map(({ column }) => [column, fields.get(column) ?? ''])),
    values: { ...Object.fromEntries(numbered), ...set },
  };
}

/** What must come from a column or be the same in every row and is neither yet, as a list to read out. */
export function missingFields(
  { fields, oneOf }: { fields: readonly { name: string; required: boolean }[]; oneOf: readonly string[] },
  { map, set }: AskedMapping,
): string[] {
  const taken = new Set([...Object.keys(map), ...Object.keys(set)]);
  const missing = fields.flatMap(({ name, required }) => (required && !taken.has(name) ? [name] : []));
  const nobody = oneOf.length > 0 && !oneOf.some((name) => taken.has(name));
  return nobody ? [...missing, oneOf.join(' or ')] : missing;
}
