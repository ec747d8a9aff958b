/** Columns padded to their widest cell; numbers stand at the right. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const all = [head, ...rows];
  const widths = head.map((_, at) => Math.max(...all.map((row) => (row[at] ?? '').length)));
  const isNumber = (cell: string) => /^[-−]?[\d.,]+( %)?$|^–?$/.test(cell);
  const line = (row: readonly string[], asText: boolean) =>
    row
      .map((cell, at) => {
        const width = widths[at] ?? 0;
        const right = asText ? rows[0]?.[at] !== undefined && isNumber(rows[0][at]) : isNumber(cell);
        return right ? cell.padStart(width) : cell.padEnd(width);
      })
      .join('  ')
      .trimEnd();
  return [line(head, true), ...rows.map((row) => line(row, false))];
}
