import { addDays } from '@/server/platform/calendar';
import { type Random, sampleGamma, sampleNormal } from '@/server/stats/rng';
import { choose, instantOf, numbered, weeksOf } from './draw';
import { sampleProcess } from './process';
import type { SampleOrder, SampleShop } from './types';

const { tickets, conversations, lastDay } = sampleProcess;
const end = weeksOf(addDays(lastDay, 1));
const DAY = 1 / 7;

/** Orders that count as purchases of somebody: what questions are asked about. */
export const purchasesOf = ({ orders }: SampleShop): SampleOrder[] =>
  orders.filter(({ customerId, amount }) => customerId !== '' && Number(amount) > 0);

export const ratingOf = (random: Random, mean: number, sd: number): number =>
  Math.min(5, Math.max(1, Math.round(mean + sd * sampleNormal(random))));

/** Some orders are followed by a ticket within four days. */
export function addTickets(shop: SampleShop, random: Random): void {
  for (const order of purchasesOf(shop)) {
    if (random() >= tickets.share) continue;
    const opened = weeksOf(order.at) + random() * 4 * DAY;
    if (opened >= end) continue;
    const [priority] = choose(random, tickets.priorities, 1);
    const [subject, text] = choose(random, tickets.subjects, 2);
    const escalated = random() < (priority === 'high' ? tickets.escalated.high : tickets.escalated.other);
    const hours = sampleGamma(random, tickets.closing.shape, tickets.closing.rate) * (escalated ? 2 : 1);
    const closed = opened + hours / 168;
    const isRated = random() < tickets.rated && closed < end;
    shop.tickets.push({
      id: numbered('t', shop.tickets.length + 1),
      customerId: order.customerId,
      at: instantOf(opened),
      closedAt: closed < end ? instantOf(closed) : '',
      priority,
      escalated,
      firstResponseMinutes: Math.round(sampleGamma(random, tickets.firstResponse.shape, tickets.firstResponse.rate)),
      csat: isRated ? ratingOf(random, escalated ? 2.8 : 4.1, 0.9) : '',
      subject,
      text,
    });
  }
}

/** Some orders come after a chat: the assistant, a person, or nobody resolves it. */
export function addConversations(shop: SampleShop, random: Random): void {
  for (const order of purchasesOf(shop)) {
    if (random() >= conversations.share) continue;
    const [topic, , byAssistant] = choose(random, conversations.topics, 1);
    const isDone = random() < byAssistant;
    const resolvedBy = isDone ? 'ai' : random() < conversations.human ? 'human' : 'none';
    const rated = random() < conversations.rated;
    shop.conversations.push({
      id: numbered('v', shop.conversations.length + 1),
      customerId: order.customerId,
      at: instantOf(weeksOf(order.at) - random() * DAY),
      resolvedBy,
      handedOver: resolvedBy === 'human',
      csat: rated ? ratingOf(random, conversations.csat[resolvedBy], 0.8) : '',
      topic,
    });
  }
}
