import { expect, test } from 'vitest';
import { expectedTotalSpend, modelSpend } from '@/server/features/clv/domain/spend';
import { btydModels } from '@/server/stats/btyd';
import { sampleGamma, seededRandom } from '@/server/stats/rng';
import { expectedSpend } from '@/server/stats/spend';

const random = seededRandom(3);
const people = Array.from({ length: 500 }, (_, i) => {
  const x = i % 5;
  const rate = sampleGamma(random, 4.5, 20);
  const repeat = Array.from({ length: x }, () => Math.round(100 * sampleGamma(random, 6, rate)));
  return {
    x,
    tx: x === 0 ? 0 : 70 + (i % 40),
    t: 200 + (i % 60),
    y: 0,
    repeat_minor: repeat.reduce((a, b) => a + b, 0),
  };
});

test('the total needs only what customers with one history spent together', () => {
  const fit = { model: 'bgnbd', params: [0.24, 4.4, 0.79, 2.4] } as const;
  const params = [6, 4.5, 20];
  const grouped = new Map<string, (typeof people)[number] & { customers: number }>();
  for (const one of people) {
    const key = `${one.x} ${one.tx} ${one.t}`;
    const known = grouped.get(key) ?? { ...one, customers: 0, repeat_minor: 0 };
    grouped.set(key, { ...known, customers: known.customers + 1, repeat_minor: known.repeat_minor + one.repeat_minor });
  }
  const options = { horizonWeeks: 26, unit: 100 };
  const total = expectedTotalSpend(fit, params, [...grouped.values()], options);
  const single = people.reduce((sum, { x, tx, t, repeat_minor }) => {
    const purchases = btydModels.bgnbd.expectedPurchases(fit.params, { x, tx: tx / 7, T: t / 7 }, 26);
    return sum + purchases * expectedSpend(params, x, x === 0 ? 0 : repeat_minor / x / 100);
  }, 0);
  expect(grouped.size).toBeLessThan(people.length);
  expect(Math.abs(total / single - 1)).toBeLessThan(1e-12);
});

test('unknown amounts are left out and counted; without any known one the model refuses', () => {
  const rows = people
    .filter(({ x }) => x > 0)
    .map(({ x, repeat_minor }) => ({ purchases: x, total_minor: repeat_minor, is_unknown: 0, customers: 1 }));
  const some = modelSpend([...rows, { purchases: 2, total_minor: 0, is_unknown: 1, customers: 7 }], 100);
  expect(some.shown).toMatchObject({ ok: true, unknown: 7, spenders: rows.length });
  expect(Math.abs((some.shown.populationMean ?? 0) / 34.29 - 1)).toBeLessThan(0.2);
  const none = modelSpend([{ purchases: 2, total_minor: 0, is_unknown: 1, customers: 7 }], 100);
  expect(none).toMatchObject({ params: undefined, shown: { ok: false, reason: 'no_amounts' } });
  expect(modelSpend([], 100).shown).toMatchObject({ ok: false, reason: 'too_few_spenders' });
});
