import { monthNumberOf, monthOf } from '@/server/platform/calendar';

/** What one workspace should answer, as text so that it compares exactly. Empty where there is nothing. */
export interface Answers {
  orderGrid: string;
  activityGrid: string;
  revenue: string;
  segment: string;
  customers: string;
  countries: string;
  tickets: string;
}
export const answerKinds = [
  'orderGrid',
  'activityGrid',
  'revenue',
  'segment',
  'customers',
  'countries',
  'tickets',
] as const;

/** What one customer did: purchases and refunds with amounts, activities, by day. */
export interface History {
  orders: { day: number; minor: number; purchase: boolean }[];
  active: number[];
}

interface Known {
  histories: readonly History[];
  customers: number;
  /** Of each customer whose country is known. */
  countries: readonly string[];
  csats: readonly number[];
  asOfDay: number;
}

/** Every answer from the plain histories of all customers. */
export function answersFrom({ histories, customers, countries, csats, asOfDay }: Known): Answers {
  const counts = new Map<string, number>();
  for (const country of countries) counts.set(country, (counts.get(country) ?? 0) + 1);
  return {
    orderGrid: gridOf(histories.map(({ orders }) => orders.filter(({ purchase }) => purchase).map(({ day }) => day))),
    activityGrid: gridOf(histories.map(({ active }) => active)),
    revenue: revenueOf(histories),
    segment: String(histories.filter((history) => isInSegment(history, asOfDay)).length),
    customers: String(customers),
    countries: listed(counts),
    tickets: `${csats.length} ${csats.reduce((sum, csat) => sum + csat, 0)}`,
  };
}

const monthOfDay = (day: number) => monthNumberOf(monthOf(new Date(day * 86_400_000).toISOString().slice(0, 10)));

/** Customers by their first month and each month they were seen in. */
function gridOf(daysOfCustomers: readonly (readonly number[])[]): string {
  const cells = new Map<string, number>();
  for (const days of daysOfCustomers) {
    const months = new Set(days.map(monthOfDay));
    const first = Math.min(...months);
    for (const month of months) cells.set(`${first} ${month}`, (cells.get(`${first} ${month}`) ?? 0) + 1);
  }
  return listed(cells);
}

/** Purchases and net money by the customer's first month of a purchase. */
function revenueOf(histories: readonly History[]): string {
  const cells = new Map<string, { orders: number; minor: number }>();
  for (const { orders } of histories) {
    const bought = orders.filter(({ purchase }) => purchase).map(({ day }) => monthOfDay(day));
    if (bought.length === 0) continue;
    for (const { day, minor, purchase } of orders) {
      const key = `${Math.min(...bought)} ${monthOfDay(day)}`;
      const cell = cells.get(key) ?? { orders: 0, minor: 0 };
      cells.set(key, { orders: cell.orders + (purchase ? 1 : 0), minor: cell.minor + minor });
    }
  }
  const shown = [...cells].filter(([, { orders, minor }]) => orders > 0 || minor !== 0);
  return listed(new Map(shown.map(([key, { orders, minor }]) => [key, `${orders} ${minor}`])));
}

/** Two purchases in 90 days and nothing in the last 30. */
function isInSegment({ orders, active }: History, asOfDay: number): boolean {
  const bought = orders.filter(({ day, purchase }) => purchase && day > asOfDay - 90 && day <= asOfDay);
  return bought.length >= 2 && !active.some((day) => day > asOfDay - 30 && day <= asOfDay);
}

const listed = (cells: ReadonlyMap<string, string | number>): string =>
  [...cells]
    .map(([key, value]) => `${key} ${value}`)
    .toSorted()
    .join(';');
