import { it } from 'vitest';
import { type BtydName, simulatePurchases } from '@/server/stats/btyd';
import { type Random, sampleGamma, seededRandom } from '@/server/stats/rng';
import { predictCustomer } from '@/server/stats/value';
import { reportCells, reportRed, simulations } from '../../support/calibration';

const CELLS: readonly { name: BtydName; params: readonly number[] }[] = [
  { name: 'nbd', params: [0.9, 8] },
  { name: 'bgnbd', params: [0.52, 6.2, 0.89, 2.4] },
  { name: 'mbgnbd', params: [0.9, 6.5, 0.8, 3.2] },
  { name: 'paretonbd', params: [0.55, 10.6, 0.6, 11.7] },
];
const spend = [6, 4.5, 20] as const;
const [weeks, horizonWeeks] = [40, 52];

/** What one customer bought so far and went on to buy, with the money of both. */
function drawCustomer(name: BtydName, params: readonly number[], random: Random) {
  const times = simulatePurchases(name, params, weeks + horizonWeeks, random);
  const rate = sampleGamma(random, spend[1], spend[2]);
  const before = times.filter((t) => t <= weeks);
  const money = (count: number) => (count === 0 ? 0 : sampleGamma(random, spend[0] * count, rate));
  const x = before.length;
  return {
    history: { x, tx: before.at(-1) ?? 0, T: weeks },
    repeatMean: x === 0 ? 0 : money(x) / x,
    later: times.length - x,
    laterMoney: money(times.length - x),
  };
}

it.each(CELLS)(
  'predict-customer, $name: the range holds what the customer goes on to buy',
  { timeout: 3_600_000 },
  ({ name, params }) => {
    const random = seededRandom(name.length);
    const asked = simulations(250);
    const hits = { purchases: 0, value: 0, blind: 0 };
    const within = (range: { ciLow: number; ciHigh: number } | undefined, actual: number) =>
      range && range.ciLow <= actual && actual <= range.ciHigh ? 1 : 0;
    for (let k = 0; k < asked; k += 1) {
      const { history, repeatMean, later, laterMoney } = drawCustomer(name, params, random);
      const input = { model: name, params, history, horizonWeeks };
      const { purchases, value } = predictCustomer({ ...input, spend: { params: spend, repeatMean } }, random);
      hits.purchases += within(purchases, later);
      hits.value += within(value, laterMoney);
      // The control: a quarter of the horizon is too short.
      if (name === 'nbd')
        hits.blind += within(predictCustomer({ ...input, horizonWeeks: horizonWeeks / 4 }, random).purchases, later);
    }
    // Whole counts and the mass at nothing make it hold more than it says, never less.
    const cell = (what: keyof typeof hits) => ({
      name: `${name} ${what}`,
      answered: asked,
      hits: hits[what],
      nominal: 0.8,
    });
    reportCells('Range of one customer', [
      { ...cell('purchases'), bound: 'at_least' as const },
      { ...cell('value'), bound: 'at_least' as const },
    ]);
    if (name === 'nbd') reportRed('Control: a quarter of the horizon', [cell('blind')]);
  },
);
