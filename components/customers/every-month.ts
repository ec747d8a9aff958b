export interface MonthSum {
  /** YYYY-MM. */
  month: string;
  orders: number;
  spendMinor: number;
}

function monthAfter(month: string): string {
  const [year, index] = [Number(month.slice(0, 4)), Number(month.slice(5, 7))];
  return index === 12 ? `${year + 1}-01` : `${month.slice(0, 4)}-${String(index + 1).padStart(2, '0')}`;
}

/** The months between the first and the last, those without orders as zeros. */
export function everyMonth(months: readonly MonthSum[]): MonthSum[] {
  const known = new Map(months.map((sum) => [sum.month, sum]));
  const [first, last] = [months[0], months.at(-1)];
  const all: MonthSum[] = [];
  if (!first || !last) return all;
  for (let month = first.month; month <= last.month; month = monthAfter(month))
    all.push(known.get(month) ?? { month, orders: 0, spendMinor: 0 });
  return all;
}
