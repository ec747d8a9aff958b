import { seededRandom } from '@/server/stats/rng';

export interface OrderLine {
  customer: string;
  day: string;
  amount: string;
}

const dayMs = 86_400_000;
const start = Date.parse('2026-01-01T00:00:00Z');
const days = 181;

/** Orders of 240 people from January to June 2026; about half of them come back. */
export function orderLines(): OrderLine[] {
  const random = seededRandom(20_260_101);
  const lines: OrderLine[] = [];
  for (let person = 1; person <= 240; person += 1) {
    let at = Math.floor(random() * (days - 31));
    const again = random() < 0.5 ? 1 + Math.floor(random() * 4) : 0;
    for (let order = 0; order <= again && at < days; order += 1) {
      lines.push({
        customer: `c${String(person).padStart(4, '0')}`,
        day: new Date(start + at * dayMs).toISOString().slice(0, 10),
        amount: (5 + random() * 95).toFixed(2),
      });
      at += 5 + Math.floor(random() * 40);
    }
  }
  return lines;
}

export const orderCsv = (lines: readonly OrderLine[]): string =>
  ['client,bought_on,paid', ...lines.map(({ customer, day, amount }) => `${customer},${day},${amount}`)].join('\n');

/** How many orders each customer has. */
export function countOrders(lines: readonly OrderLine[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { customer } of lines) counts.set(customer, (counts.get(customer) ?? 0) + 1);
  return counts;
}
