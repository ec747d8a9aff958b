import { type Random, sampleExponential, sampleNormal, seededRandom } from '@/server/stats/rng';

export type PopulationName = 'normal' | 'exponential' | 'lognormal' | 'spend_20' | 'spend_5';

/** A finite population to draw from with replacement; its mean is the truth that intervals must hold. */
export interface Population {
  readonly values: Float64Array;
  readonly mean: number;
}

const DRAWS: Readonly<Record<PopulationName, (random: Random) => number>> = {
  normal: sampleNormal,
  exponential: (random) => sampleExponential(random, 1),
  lognormal: (random) => Math.exp(sampleNormal(random)),
  // Spend per customer: most buy nothing, buyers spend a lognormal amount.
  spend_20: (random) => (random() < 0.2 ? Math.exp(0.8 * sampleNormal(random)) : 0),
  spend_5: (random) => (random() < 0.05 ? Math.exp(0.8 * sampleNormal(random)) : 0),
};

const SIZE = 2 ** 18;

export function populationOf(name: PopulationName): Population {
  const random = seededRandom(20_240_601);
  const values = Float64Array.from({ length: SIZE }, () => DRAWS[name](random));
  return { values, mean: values.reduce((sum, v) => sum + v, 0) / SIZE };
}

/** (n, Σx, Σx², Σx³) of n draws, each times `factor`. */
export function drawMoments(population: Population, n: number, random: Random, factor = 1) {
  let sum = 0;
  let sumSquares = 0;
  let sumCubes = 0;
  for (let i = 0; i < n; i += 1) {
    const v = factor * (population.values[(random() * SIZE) | 0] as number);
    sum += v;
    sumSquares += v * v;
    sumCubes += v * v * v;
  }
  return { n, sum, sumSquares, sumCubes };
}

/** Successes among n units with probability p. */
export function drawSuccesses(n: number, p: number, random: Random): number {
  let successes = 0;
  for (let i = 0; i < n; i += 1) successes += random() < p ? 1 : 0;
  return successes;
}
