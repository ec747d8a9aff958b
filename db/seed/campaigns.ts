import { type Random, sampleGamma } from '@/server/stats/rng';
import { choose, instantOf, numbered, weeksOf } from './draw';
import { sampleProcess } from './process';
import type { SampleShop } from './types';

type Process = (typeof sampleProcess.campaigns)[number];
const { campaigns, products, spend } = sampleProcess;

/** Arms by lot, and the orders that being treated brings about. */
export function addCampaigns(shop: SampleShop, random: Random): void {
  for (const process of campaigns) addCampaign(shop, random, process);
}

function addCampaign(shop: SampleShop, random: Random, process: Process): void {
  const from = weeksOf(process.at);
  const until = from + process.windowDays / 7;
  const orderers = orderersIn(shop, instantOf(from), instantOf(until));
  const audience = shop.customers.filter(({ day }) => day < process.at.slice(0, 10));
  const arms = audience.map(({ id }) => {
    const arm = random() < process.controlShare ? ('control' as const) : ('treatment' as const);
    const isReached = random() < process.reach;
    if (arm === 'treatment' && isReached && !orderers.has(id)) addOrder(shop, random, { id, from, until });
    return { customerId: id, arm };
  });
  const wouldNot = audience.filter(({ id }) => !orderers.has(id)).length / audience.length;
  shop.campaigns.push({ name: process.name, arms, trueEffect: process.reach * wouldNot });
}

const orderersIn = ({ orders }: SampleShop, from: string, until: string): Set<string> =>
  new Set(orders.flatMap((o) => (o.at >= from && o.at < until && Number(o.amount) >= 0 ? [o.customerId] : [])));

function addOrder(
  shop: SampleShop,
  random: Random,
  { id, from, until }: { id: string; from: number; until: number },
): void {
  const { spending = 1 } = shop.truth.get(id) ?? {};
  const [category, product] = choose(random, products, 2);
  shop.orders.push({
    id: numbered('o', shop.orders.length + 1, 6),
    customerId: id,
    at: instantOf(from + random() * (until - from)),
    amount: Math.max(1, sampleGamma(random, spend.shape, spending)).toFixed(2),
    category,
    product,
    quantity: 1 + Math.floor(random() * 2.2),
    offerCode: '',
  });
}
