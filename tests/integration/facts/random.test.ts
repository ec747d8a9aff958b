import { expect, test } from 'vitest';
import { describeRandomised, runRandomised, wrongOf } from '@/tests/support/facts-random';
import { testStores } from '@/tests/support/stores';

/** `FACTS=long` runs several seeds over more workspaces. */
const isLong = process.env.FACTS === 'long';
const size = isLong ? { workspaces: 60, steps: 6, seeds: [1, 2, 3, 4, 5] } : { workspaces: 16, steps: 5, seeds: [1] };

test.each(size.seeds)(
  'random histories with merges, erasures and interruptions equal a recomputation, seed %i',
  async (seed) => {
    const run = { stores: await testStores(), workspaces: size.workspaces, steps: size.steps, seed };
    const report = await runRandomised(run);
    process.stdout.write(`${describeRandomised(run, report)}\n`);
    expect(report.comparisons).toBe(size.workspaces * (2 * size.steps * 7 + 2 + 7));
    expect(wrongOf(report), report.examples.join('\n')).toBe(0);
  },
  1_200_000,
);
