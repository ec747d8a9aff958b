import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { sampleFiles } from '@/db/seed/files';
import { generateShop } from '@/db/seed/generate';
import { sampleProcess } from '@/db/seed/process';
import { wilsonInterval } from '@/server/stats/cohort';

const shop = generateShop();

describe('sample shop', () => {
  test('is the same on every machine', async () => {
    const hash = createHash('sha256');
    for (const file of sampleFiles()) for await (const piece of file.pieces()) hash.update(piece);
    const again = createHash('sha256');
    for (const file of sampleFiles(shop)) for await (const piece of file.pieces()) again.update(piece);
    expect(hash.digest('hex')).toBe(again.digest('hex'));
    expect([shop.customers.length, shop.orders.length, shop.events.length]).toEqual([3_079, 12_147, 18_435]);
  });

  test('its rows lie within the days of the process, by time', () => {
    const times = shop.orders.map(({ at }) => at);
    expect(times).toEqual(times.toSorted());
    expect(times[0]?.slice(0, 7)).toBe('2024-01');
    expect(times.every((time) => time.slice(0, 10) <= sampleProcess.lastDay)).toBe(true);
    const values = [...shop.customers, ...shop.orders].flatMap((row) => Object.values(row).map(String));
    expect(values.filter((value) => value.includes(','))).toEqual([]);
  });

  test('customers of the hasty month come back less than all others, as the process says', () => {
    const isHasty = ({ day }: { day: string }) => day.startsWith(sampleProcess.hasty.month);
    const share = (entered: typeof shop.customers) => {
      const back = entered.filter(({ id }) => (purchases.get(id) ?? 0) > 1).length;
      const answer = wilsonInterval(back, entered.length);
      if (!answer.ok) throw new Error('nobody entered');
      return answer;
    };
    const early = shop.customers.filter(({ day }) => day < '2025-08-01');
    const [hasty, others] = [share(early.filter(isHasty)), share(early.filter((one) => !isHasty(one)))];
    expect(hasty.ciHigh).toBeLessThan(others.ciLow);
  });

  test('mean order and refunds are near the truth', () => {
    const amounts = shop.orders.map(({ amount }) => Number(amount)).filter(Number.isFinite);
    const bought = amounts.filter((amount) => amount > 0);
    const mean = bought.reduce((a, b) => a + b) / bought.length;
    expect(Math.abs(mean - 34.29)).toBeLessThan(2);
    expect(Math.abs((amounts.length - bought.length) / bought.length - sampleProcess.refundShare)).toBeLessThan(0.008);
  });
});

const purchases = new Map<string, number>();
for (const { customerId, amount } of shop.orders)
  if (Number(amount) > 0) purchases.set(customerId, (purchases.get(customerId) ?? 0) + 1);
