import { addDays } from '@/server/platform/calendar';
import { type Random, sampleBeta, sampleGamma } from '@/server/stats/rng';
import { choose, instantOf, numbered } from './draw';
import { sampleProcess } from './process';
import type { SampleCustomer, SampleShop } from './types';

const { subscriptions: process, lastDay } = sampleProcess;

interface Plan {
  plan: string;
  mrr: number;
  bags: number;
  seats: number | '';
}

/** Who subscribes, to what, and until when; ends with their reasons. */
export function addSubscriptions(shop: SampleShop, random: Random): void {
  const second = secondOrders(shop);
  for (const customer of shop.customers) {
    const at = second.get(customer.id);
    if (at === undefined || random() >= process.share) continue;
    const weeks = sampleGamma(random, process.weeksLater.shape, process.weeksLater.rate);
    const start = addDays(at.slice(0, 10), Math.ceil(weeks * 7));
    const ending = sampleBeta(random, process.ending.a, process.ending.b);
    if (start <= lastDay) subscribe(shop, random, { customer, start, ending, plan: drawPlan(random, customer) });
  }
}

function secondOrders({ orders }: SampleShop): Map<string, string> {
  const times = new Map<string, string[]>();
  for (const { customerId, at, amount } of orders)
    if (customerId !== '' && Number(amount) >= 0) times.set(customerId, [...(times.get(customerId) ?? []), at]);
  return new Map([...times].flatMap(([id, all]) => (all.length > 1 ? [[id, all.sort()[1] ?? '']] : [])));
}

function drawPlan(random: Random, { kind }: SampleCustomer): Plan {
  if (kind === 'office') {
    const { plan, perSeat, seats, bags } = process.office;
    const taken = 5 + Math.floor(random() * 2 * (seats - 5));
    return { plan, mrr: taken * perSeat, bags, seats: taken };
  }
  const [plan, , mrr, bags] = choose(random, process.plans, 1);
  return { plan, mrr, bags, seats: '' };
}

interface Running {
  customer: SampleCustomer;
  start: string;
  ending: number;
  plan: Plan;
}

/** Whole months until the personal chance strikes, or the end of history. */
function subscribe(shop: SampleShop, random: Random, running: Running): void {
  const { start, ending, plan } = running;
  for (let months = 1; ; months += 1) {
    const renews = addMonths(start, months);
    if (renews > lastDay) return addRow(shop, random, { ...running, endedOn: '', renewsOn: renews });
    if (random() >= ending) continue;
    addRow(shop, random, { ...running, endedOn: renews, renewsOn: '' });
    const isUpgrade = plan.plan === 'One bag' && random() < process.upgrades;
    const [larger, , mrr, bags] = process.plans[1];
    if (isUpgrade)
      return subscribe(shop, random, { ...running, start: renews, plan: { plan: larger, mrr, bags, seats: '' } });
    return addEnd(shop, random, { running, day: renews });
  }
}

function addEnd(shop: SampleShop, random: Random, { running, day }: { running: Running; day: string }): void {
  const [reason] = choose(random, process.reasons, 1);
  const isKnown = random() < process.reasonKnown;
  const back = addDays(day, 30 + Math.floor(random() * 60));
  const reactivatedOn = random() < process.comingBack && back <= lastDay ? back : '';
  const { id } = running.customer;
  shop.churns.push({ customerId: id, day, reason: isKnown ? reason : '', note: '', reactivatedOn });
  if (reactivatedOn !== '') subscribe(shop, random, { ...running, start: reactivatedOn });
}

function addRow(shop: SampleShop, random: Random, row: Running & { endedOn: string; renewsOn: string }): void {
  const { seats, bags, plan, mrr } = row.plan;
  shop.subscriptions.push({
    id: numbered('s', shop.subscriptions.length + 1),
    customerId: row.customer.id,
    startedOn: row.start,
    endedOn: row.endedOn,
    mrr,
    plan,
    seats,
    seatsUsed: seats === '' ? '' : Math.max(1, Math.round(seats * (0.4 + 0.6 * random()))),
    limit: bags,
    used: Math.floor(random() * (bags + 1)),
    renewsOn: row.renewsOn,
  });
}

/** The same day so many months later, or the month's last one. */
function addMonths(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + months, 0));
  const kept = Math.min(date, last.getUTCDate());
  return instantOf(Date.UTC(last.getUTCFullYear(), last.getUTCMonth(), kept) / (7 * 86_400_000)).slice(0, 10);
}
