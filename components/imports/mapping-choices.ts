/** The field a column is read as; '' keeps it under its own name. */
export type Choices = Readonly<Record<string, string>>;

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

/** field → column, as an import is started with. */
export const mapOf = (choices: Choices): Record<string, string> =>
  Object.fromEntries(Object.entries(choices).flatMap(([column, field]) => (field === '' ? [] : [[field, column]])));

/** Fields that must come from a column and do not yet. */
export const missingFields = (fields: readonly { name: string; required: boolean }[], choices: Choices): string[] => {
  const taken = new Set(Object.values(choices));
  return fields.flatMap(({ name, required }) => (required && !taken.has(name) ? [name] : []));
};
