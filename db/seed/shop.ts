import { addDays, dayNumberOf, dayOfNumber, firstDayOf, periodNumberOf } from '@/server/platform/calendar';
import {
  type Random,
  sampleBeta,
  sampleExponential,
  sampleGamma,
  samplePoisson,
  seededRandom,
} from '@/server/stats/rng';
import { choose, instantOf, oneOf } from './draw';
import { firstNames, lastNames } from './names';
import { sampleProcess } from './process';
import type { SampleCustomer, SampleOrder, SampleShop, SampleTruth } from './types';

const { arrivals, countries, channels, products, faults, ...shopProcess } = sampleProcess;

/** Who came, what they bought and when they visited: the part that the value models describe. */
export function addShop(shop: SampleShop): void {
  const random = seededRandom(shopProcess.seed);
  const first = periodNumberOf(shopProcess.firstDay, 'month');
  const last = periodNumberOf(shopProcess.lastDay, 'month');
  for (let month = first; month <= last; month += 1) addMonth(shop, random, { month, age: month - first });
  addFaults(shop, random);
}

function addMonth(shop: SampleShop, random: Random, { month, age }: { month: number; age: number }): void {
  const season = arrivals.season[((month % 12) + 12) % 12] ?? 1;
  const isHasty = firstDayOf(month, 'month').startsWith(shopProcess.hasty.month);
  const usual = arrivals.first * arrivals.growth ** age * season;
  const from = dayNumberOf(firstDayOf(month, 'month'));
  const days = dayNumberOf(firstDayOf(month + 1, 'month')) - from;
  const count = samplePoisson(random, isHasty ? usual * shopProcess.hasty.arrivals : usual);
  const arrived = Array.from({ length: count }, () => from + Math.floor(random() * days)).sort((a, b) => a - b);
  for (const day of arrived) if (day <= dayNumberOf(shopProcess.lastDay)) addCustomer(shop, random, dayOfNumber(day));
}

function addCustomer(shop: SampleShop, random: Random, day: string): void {
  const number = shop.customers.length + 1;
  const [name, family] = [oneOf(random, firstNames), oneOf(random, lastNames)];
  const [channel, , cost] = choose(random, channels, 1);
  const customer: SampleCustomer = {
    id: `c${String(number).padStart(5, '0')}`,
    name: `${name} ${family}`,
    email: `${name}.${family}${number}@shop.example`.toLowerCase(),
    day,
    country: choose(random, countries, 1)[0],
    channel,
    cost: Math.round(cost * (0.7 + 0.6 * random()) * 100) / 100,
    newsletter: random() < 0.4,
    kind: 'household',
  };
  shop.customers.push(customer);
  const truth = addPurchases(shop, random, customer);
  shop.truth.set(customer.id, truth);
  addVisits(shop, random, { customer, leftAt: truth.leftAt });
}

/** Buys on arrival and then until leaving or the end of history; returns when that was, in weeks since 1970. */
function addPurchases(shop: SampleShop, random: Random, customer: SampleCustomer): SampleTruth {
  const { a, b } = customer.day.startsWith(shopProcess.hasty.month) ? shopProcess.hasty.dropout : shopProcess.dropout;
  const often = customer.channel === 'referral' ? shopProcess.referralRate : 1;
  const rate = sampleGamma(random, shopProcess.purchases.shape, shopProcess.purchases.rate) * often;
  const leaving = sampleBeta(random, a, b);
  const spending = sampleGamma(random, shopProcess.spend.personalShape, shopProcess.spend.scale);
  const end = (dayNumberOf(shopProcess.lastDay) + 1) / 7;
  let at = (dayNumberOf(customer.day) + 0.3 + 0.5 * random()) / 7;
  for (let isFirst = true; at < end; isFirst = false) {
    addOrder(shop, random, { customer, at, amount: sampleGamma(random, shopProcess.spend.shape, spending), isFirst });
    if (random() < leaving) return { leftAt: at, leaving, spending };
    at += sampleExponential(random, rate);
  }
  return { leftAt: end, leaving, spending };
}

interface Purchase {
  customer: SampleCustomer;
  at: number;
  amount: number;
  isFirst: boolean;
}

function addOrder(shop: SampleShop, random: Random, { customer, at, amount, isFirst }: Purchase): void {
  const [category, product] = choose(random, products, 2);
  const cents = Math.max(100, Math.round(amount * 100));
  const order: SampleOrder = {
    id: `o${String(shop.orders.length + 1).padStart(6, '0')}`,
    customerId: customer.id,
    at: instantOf(at),
    amount: (cents / 100).toFixed(2),
    category,
    product,
    quantity: 1 + Math.floor(random() * 2.2),
    offerCode: isFirst && random() < 0.2 ? 'WELCOME10' : '',
  };
  shop.orders.push(order);
  const back = at + (3 + 12 * random()) / 7;
  if (random() >= shopProcess.refundShare || back >= (dayNumberOf(shopProcess.lastDay) + 1) / 7) return;
  const part = random() < 0.6 ? 1 : 0.5;
  shop.orders.push({
    ...order,
    id: `r${order.id.slice(1)}`,
    at: instantOf(back),
    amount: (-Math.round(cents * part) / 100).toFixed(2),
    offerCode: '',
  });
}

function addVisits(
  shop: SampleShop,
  random: Random,
  { customer, leftAt }: { customer: SampleCustomer; leftAt: number },
): void {
  const from = dayNumberOf(customer.day) / 7;
  const end = Math.min(leftAt + 2, (dayNumberOf(shopProcess.lastDay) + 1) / 7);
  const visits = samplePoisson(random, shopProcess.visitsPerWeek * Math.max(0, end - from));
  for (let i = 0; i < visits; i += 1) {
    shop.events.push({
      id: `e${String(shop.events.length + 1).padStart(6, '0')}`,
      customerId: customer.id,
      event: random() < 0.55 ? 'Signed in' : 'Product viewed',
      at: instantOf(from + random() * (end - from)),
    });
  }
}

/** A few rows as real exports have them. They are put among the others by time. */
function addFaults(shop: SampleShop, random: Random): void {
  const pick = () => shop.orders[Math.floor(random() * shop.orders.length)];
  const note = addDays(shopProcess.lastDay, -20);
  for (let i = 0; i < faults.badAmounts; i += 1) {
    const order = pick();
    if (order) shop.orders.push({ ...order, id: `x${i + 1}`, at: `${note}T10:0${i}:00Z`, amount: 'n/a' });
  }
  for (let i = 0; i < faults.missingCustomers; i += 1) {
    const order = pick();
    if (order) shop.orders.push({ ...order, id: `y${i + 1}`, at: `${note}T11:0${i}:00Z`, customerId: '' });
  }
  for (let i = 0; i < faults.repeated; i += 1) {
    const order = pick();
    if (order && order.amount !== 'n/a' && order.customerId !== '') shop.orders.push({ ...order });
  }
}
