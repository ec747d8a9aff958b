import { seededRandom } from '@/server/stats/rng';

/** A customer of the generator, with the days of their orders, newest last. */
export interface SpinePerson {
  id: string;
  name: string;
  email: string;
  country: string;
  orders: { day: string; amount: string }[];
}

const dayMs = 86_400_000;
const countries = ['GB', 'DE', 'FR', 'NL'] as const;
export const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** Exponential with this mean. */
const exponential = (random: () => number, mean: number): number => -mean * Math.log(1 - random());

/**
 * People who enter over 300 days and buy at a rate of their own (mean gap 25 to 175 days) until they leave without a word
 * (mean 250 days); everything by the seed, up to the day before `today`.
 */
export function spinePeople(seed: number, count: number, today: string): SpinePerson[] {
  const random = seededRandom(seed);
  const end = Date.parse(`${today}T00:00:00Z`) - dayMs;
  return Array.from({ length: count }, (_, i) => {
    const id = `p${String(i + 1).padStart(4, '0')}`;
    const entered = end - (60 + Math.floor(random() * 300)) * dayMs;
    const gap = 25 + 150 * random() ** 2;
    const leaves = entered + exponential(random, 250) * dayMs;
    const typical = 15 + 85 * random();
    const orders: SpinePerson['orders'] = [];
    for (let at = entered; at <= Math.min(end, leaves); at += Math.max(1, exponential(random, gap)) * dayMs)
      orders.push({ day: dayOf(at), amount: (typical * (0.6 + 0.8 * random())).toFixed(2) });
    const country = countries[Math.floor(random() * countries.length)] ?? 'GB';
    return { id, name: `Person ${i + 1}`, email: `${id}.${seed}@people.example`, country, orders };
  });
}

export const peopleCsv = (people: readonly SpinePerson[]): string =>
  ['id,name,email,country', ...people.map(({ id, name, email, country }) => `${id},${name},${email},${country}`)].join(
    '\n',
  );

export const spineOrdersCsv = (people: readonly SpinePerson[]): string =>
  [
    'customer_id,ordered_at,amount',
    ...people.flatMap(({ id, orders }) => orders.map(({ day, amount }) => `${id},${day},${amount}`)),
  ].join('\n');

/** What the world does after the campaign: the share of control that orders, and what being contacted adds to it. */
export interface Truth {
  baseline: number;
  effect: number;
}

/** Drawn by the seed: a baseline of 15 to 20 %, and an effect of 18 to 24 points where there is one. */
export function drawTruth(seed: number, { hasEffect }: { hasEffect: boolean }): Truth {
  const random = seededRandom(seed + 1);
  const baseline = 0.15 + 0.05 * random();
  const effect = 0.18 + 0.06 * random();
  return { baseline, effect: hasEffect ? effect : 0 };
}

interface Arms {
  control: readonly string[];
  treatment: readonly string[];
}

/**
 * Who orders on `day`: of each arm the share that the truth says, which of them by the seed. `isShuffled` gives the same
 * number of orders to anybody of both arms: the control of the test.
 */
export function outcomesCsv(
  arms: Arms,
  { truth, seed, day, isShuffled }: { truth: Truth; seed: number; day: string; isShuffled: boolean },
): string {
  const random = seededRandom(seed + 2);
  const draw = (from: readonly string[], count: number) =>
    from
      .map((id) => ({ id, at: random() }))
      .toSorted((a, b) => a.at - b.at)
      .slice(0, count)
      .map(({ id }) => id);
  const [c, t] = [
    Math.round(truth.baseline * arms.control.length),
    Math.round((truth.baseline + truth.effect) * arms.treatment.length),
  ];
  const buyers = isShuffled
    ? draw([...arms.control, ...arms.treatment], c + t)
    : [...draw(arms.control, c), ...draw(arms.treatment, t)];
  return [
    'customer_id,ordered_at,amount',
    ...buyers.map((id) => `${id},${day},${(20 + 40 * random()).toFixed(2)}`),
  ].join('\n');
}
