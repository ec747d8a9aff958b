import type { Random } from '@/server/stats/rng';
import { sampleProcess } from './process';
import type { SampleCost, SampleShop } from './types';

const { costs, campaigns, channels } = sampleProcess;

/** What serving and keeping customers cost by month, and what was spent to win them by channel. */
export function addCosts(shop: SampleShop, random: Random): void {
  for (const { customerId, at } of shop.tickets) add(shop, { customerId, at, kind: 'service', dollars: costs.ticket });
  for (const { customerId, at, resolvedBy } of shop.conversations)
    if (resolvedBy === 'human') add(shop, { customerId, at, kind: 'service', dollars: costs.humanChat });
  for (const { at, mailCost, name } of campaigns)
    for (const { customerId, arm } of shop.campaigns.find((one) => one.name === name)?.arms ?? [])
      if (arm === 'treatment') add(shop, { customerId, at, kind: 'retention', dollars: mailCost });
  addSpend(shop, random);
}

interface Cost extends Pick<SampleCost, 'customerId' | 'kind'> {
  at: string;
  dollars: number;
}

const add = (shop: SampleShop, { customerId, at, kind, dollars }: Cost) =>
  shop.costs.push({ customerId, month: at.slice(0, 7), kind, amount: dollars.toFixed(2) });

function addSpend(shop: SampleShop, random: Random): void {
  const months = [...new Set(shop.customers.map(({ day }) => day.slice(0, 7)))].sort();
  for (const month of months)
    for (const [channel, , each] of channels) {
      const won = shop.customers.filter((c) => c.channel === channel && c.day.startsWith(month));
      const cost = won.reduce((sum, c) => sum + c.cost, 0) * (1 + costs.spendNoise * (2 * random() - 1));
      if (each > 0) shop.spend.push({ channel, month, amount: cost.toFixed(2), newCustomers: won.length });
    }
}
