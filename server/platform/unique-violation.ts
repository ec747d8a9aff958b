/** Whether a statement failed because a row with the same key is there: of this index. */
export function isUniqueViolation(error: unknown, index: string): boolean {
  if (!(error instanceof Error)) return false;
  if ('code' in error && error.code === '23505' && 'constraint_name' in error) return error.constraint_name === index;
  return isUniqueViolation(error.cause, index);
}
