import type { ClvForecast, ValueBin } from '../schemas';

/** Values of customers with how many share each; ordered by `spreadOf`. */
export interface ValuedCustomers {
  value: number;
  customers: number;
}

const binsPerDecade = 6;

type Spread = Omit<NonNullable<ClvForecast['value']>, 'totalLow' | 'totalHigh'>;

/** How value is spread over customers: quantiles, the share of the best quarter, and bins even on a log scale. */
export function spreadOf(rows: readonly ValuedCustomers[]): Spread {
  const sorted = rows.toSorted((a, b) => a.value - b.value);
  const customers = sorted.reduce((sum, row) => sum + row.customers, 0);
  const total = sorted.reduce((sum, row) => sum + row.value * row.customers, 0);
  return {
    total,
    mean: customers === 0 ? 0 : total / customers,
    median: quantile(sorted, customers, 0.5),
    p10: quantile(sorted, customers, 0.1),
    p90: quantile(sorted, customers, 0.9),
    topQuarterShare: total === 0 ? 0 : topShare(sorted, customers / 4) / total,
    bins: binsOf(sorted),
  };
}

function quantile(sorted: readonly ValuedCustomers[], customers: number, at: number): number {
  let seen = 0;
  for (const row of sorted) {
    seen += row.customers;
    if (seen >= at * customers) return row.value;
  }
  return 0;
}

function topShare(sorted: readonly ValuedCustomers[], wanted: number): number {
  let [left, sum] = [wanted, 0];
  for (const row of sorted.toReversed()) {
    const taken = Math.min(left, row.customers);
    sum += taken * row.value;
    left -= taken;
    if (left <= 0) break;
  }
  return sum;
}

/** The first bin begins at 0 and takes what is worth less than a hundredth of the middle. */
function binsOf(sorted: readonly ValuedCustomers[]): ValueBin[] {
  const customers = sorted.reduce((sum, row) => sum + row.customers, 0);
  const floor = quantile(sorted, customers, 0.01);
  if (floor <= 0) return [];
  const first = Math.floor(Math.log10(floor) * binsPerDecade);
  const edge = (bin: number) => 10 ** ((first + bin) / binsPerDecade);
  const bins: ValueBin[] = [];
  for (const { value, customers: n } of sorted) {
    const at = value <= 0 ? 0 : Math.max(0, Math.floor(Math.log10(value) * binsPerDecade) - first);
    while (bins.length <= at) bins.push({ from: edge(bins.length), to: edge(bins.length + 1), customers: 0, value: 0 });
    const bin = bins[at];
    if (!bin) continue;
    bin.customers += n;
    bin.value += n * value;
  }
  return bins;
}
