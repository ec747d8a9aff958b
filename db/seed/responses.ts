import { addDays } from '@/server/platform/calendar';
import { type Random, sampleNormal } from '@/server/stats/rng';
import { instantOf, numbered, oneOf, weeksOf } from './draw';
import { sampleProcess } from './process';
import { purchasesOf, ratingOf } from './support';
import type { SampleResponse, SampleShop } from './types';
import { praise, grumbles, shrugs } from './voices';

const { responses: process, lastDay } = sampleProcess;
const end = weeksOf(addDays(lastDay, 1));

/** NPS a month after the first order, CSAT after some orders, both with a few words. */
export function addResponses(shop: SampleShop, random: Random): void {
  for (const { id, day } of shop.customers) {
    if (random() >= process.npsRate) continue;
    const { top, perLeaving, sd } = process.nps;
    const mean = top - perLeaving * (shop.truth.get(id)?.leaving ?? 0);
    const score = Math.min(10, Math.max(0, Math.round(mean + sd * sampleNormal(random))));
    const words = score >= 9 ? praise : score >= 7 ? shrugs : grumbles;
    add(shop, random, { customerId: id, at: weeksOf(day) + (30 + 6 * random()) / 7, kind: 'nps', score, words });
  }
  for (const order of purchasesOf(shop)) {
    if (random() >= process.csatShare) continue;
    const score = ratingOf(random, process.csat.mean, process.csat.sd);
    const words = score >= 5 ? praise : score >= 3 ? shrugs : grumbles;
    add(shop, random, { customerId: order.customerId, at: weeksOf(order.at) + 3 / 7, kind: 'csat', score, words });
  }
}

interface Answer extends Pick<SampleResponse, 'customerId' | 'kind' | 'score'> {
  at: number;
  words: readonly string[];
}

function add(shop: SampleShop, random: Random, { at, words, ...answer }: Answer): void {
  const text = random() < process.texts ? oneOf(random, words) : '';
  const channel = random() < 0.8 ? 'e-mail' : 'app';
  if (at >= end) return;
  const id = numbered('q', shop.responses.length + 1);
  shop.responses.push({ ...answer, id, at: instantOf(at), text, channel });
}
