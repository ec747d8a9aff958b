import type { AcceptedRecord } from '@/server/features/ingest/schemas';
import { sampleBeta, sampleExponential, sampleGamma, seededRandom } from '@/server/stats/rng';
import { record } from './facts';

const buyerDays = 300;
export const firstBuyerMs = Date.parse('2025-01-01T00:00:00Z');

export interface Purchase {
  day: number;
  minor: number;
}

/** 500 buyers who leave after a purchase with their own probability, and spend their own mean. */
export function leavingBuyers(): Map<string, Purchase[]> {
  const purchases = new Map<string, Purchase[]>();
  const random = seededRandom(41);
  for (let i = 0; i < 500; i += 1) {
    const start = Math.floor(100 * random());
    const rate = sampleGamma(random, 0.6, 5) / 7;
    const leaves = sampleBeta(random, 0.9, 1.8);
    const mean = 2_000 + 4_000 * random();
    const mine = [{ day: start, minor: Math.round(mean) }];
    for (let day = start; random() > leaves; ) {
      day += Math.max(1, Math.round(sampleExponential(random, rate)));
      if (day >= buyerDays) break;
      mine.push({ day, minor: Math.round(mean * (0.5 + random())) });
    }
    purchases.set(`c${i}`, mine);
  }
  return purchases;
}

/** Their orders, from 1 January 2025. */
export const ordersOf = (purchases: ReadonlyMap<string, readonly Purchase[]>): AcceptedRecord[] =>
  [...purchases].flatMap(([customerId, mine]) =>
    mine.map(({ day, minor }) =>
      record('orders', {
        customerId,
        orderedAt: new Date(firstBuyerMs + day * 86_400_000 + 43_200_000).toISOString(),
        amount: { minor, currency: 'USD' },
        properties: {},
      }),
    ),
  );
