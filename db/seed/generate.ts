import { addCampaigns } from './campaigns';
import { addOffices } from './contacts';
import { addCosts } from './costs';
import { byTime } from './draw';
import { sampleProcess } from './process';
import { addResponses } from './responses';
import { addShop } from './shop';
import { addSubscriptions } from './subscriptions';
import { addConversations, addTickets } from './support';
import type { SampleShop } from './types';
import { addUsage } from './usage';
import { seededRandom } from '@/server/stats/rng';

const empty = (): SampleShop => ({
  customers: [],
  orders: [],
  events: [],
  contacts: [],
  subscriptions: [],
  brews: [],
  churns: [],
  tickets: [],
  conversations: [],
  responses: [],
  costs: [],
  spend: [],
  campaigns: [],
  truth: new Map(),
});

const parts = [
  addOffices,
  addCampaigns,
  addSubscriptions,
  addUsage,
  addTickets,
  addConversations,
  addResponses,
  addCosts,
];

/** Everything of the sample shop, the same on every machine; see process.ts. What has a time comes by time. */
export function generateShop(): SampleShop {
  const shop = empty();
  addShop(shop);
  for (const [index, add] of parts.entries()) add(shop, seededRandom(sampleProcess.seed + 31 + index));
  for (const rows of [shop.orders, shop.events, shop.brews, shop.tickets, shop.conversations, shop.responses])
    rows.sort(byTime);
  return shop;
}
