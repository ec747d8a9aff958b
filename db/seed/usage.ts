import { addDays } from '@/server/platform/calendar';
import { type Random, samplePoisson } from '@/server/stats/rng';
import { choose, instantOf, numbered, weeksOf } from './draw';
import { sampleProcess } from './process';
import type { SampleShop } from './types';

const { usage, lastDay } = sampleProcess;

/** Brews of running subscriptions; fewer in the weeks before an end. */
export function addUsage(shop: SampleShop, random: Random): void {
  for (const { id, customerId, startedOn, endedOn } of shop.subscriptions) {
    const from = weeksOf(startedOn);
    const until = weeksOf(endedOn === '' ? addDays(lastDay, 1) : endedOn);
    const slow = endedOn === '' ? until : Math.max(from, until - usage.lastWeeks);
    for (const [start, end, rate] of [
      [from, slow, usage.perWeek],
      [slow, until, usage.perWeek * usage.lastPart],
    ] as const) {
      const count = samplePoisson(random, rate * (end - start));
      for (let i = 0; i < count; i += 1) {
        const [method] = choose(random, usage.methods, 1);
        const at = instantOf(start + random() * (end - start));
        const brew = numbered('b', shop.brews.length + 1, 6);
        shop.brews.push({ id: brew, customerId, subscriptionId: id, event: 'Brew logged', at, method });
      }
    }
  }
}
