import fs from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type FitData, reportOf } from '@/server/features/clv';
import { fitClvInput } from '@/server/features/clv/schemas';
import { fitInThread } from '@/server/processes/worker/fit-in-thread';

// Beside the packages that the bundle leaves outside.
const dir = fs.mkdtempSync(path.resolve('node_modules/.fit-thread-'));
const program = pathToFileURL(path.join(dir, 'fit-thread.mjs'));
beforeAll(async () => {
  await build({
    entryPoints: ['server/processes/fit-thread/main.ts'],
    outfile: path.join(dir, 'fit-thread.mjs'),
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
  });
});
afterAll(() => fs.rmSync(dir, { recursive: true, force: true }));

/** As many distinct histories as asked for, spread over a year by fixed steps. */
function someData(histories: number): FitData {
  const rows = Array.from({ length: histories }, (_, i) => {
    const t = 120 + ((i * 37) % 240);
    const x = i % 3 === 0 ? 0 : 1 + ((i * 7) % 9);
    return {
      x,
      tx: x === 0 ? 0 : Math.min(t, 10 * x + ((i * 53) % 60)),
      t,
      y: i % 2,
      customers: 1 + (i % 4),
      repeat_minor: x * 2_500,
    };
  });
  return {
    input: fitClvInput.parse({ calibrateUntil: '2025-10-01', holdoutUntil: '2025-12-31' }),
    histories: rows,
    weeks: Array.from({ length: 13 }, (_, week) => ({ week, purchases: 20, spent_minor: 50_000 })),
    spend: rows
      .filter(({ x }) => x > 0)
      .map(({ x }, i) => ({ purchases: x, total_minor: x * (1_500 + 211 * (i % 12)), is_unknown: 0, customers: 1 })),
    valued: {
      x: Float64Array.from(rows, ({ x }) => x),
      tx: Float64Array.from(rows, ({ tx }) => tx / 7),
      T: Float64Array.from(rows, ({ t }) => t / 7),
      repeatMinor: Float64Array.from(rows, ({ repeat_minor }) => repeat_minor),
      customers: Float64Array.from(rows, ({ customers }) => customers),
    },
    holdoutWeeks: 13,
    unit: 100,
  };
}

const never = new AbortController().signal;
/** Share of the time that this thread was busy. */
async function busyDuring(run: () => unknown): Promise<number> {
  const before = performance.eventLoopUtilization();
  await run();
  // A turn of the loop, so that the last one is counted.
  await sleep(1);
  return performance.eventLoopUtilization(before).utilization;
}

test('a fit in a thread comes out as one made here, tells its steps and leaves this thread free', async () => {
  const data = someData(600);
  let here: unknown;
  expect(await busyDuring(() => (here = reportOf(structuredClone(data))))).toBeGreaterThan(0.9);
  const begun: number[] = [];
  let there: unknown;
  const run = async () => {
    there = await fitInThread(program)(data, { signal: never, onModel: (index) => begun.push(index) });
  };
  expect(await busyDuring(run)).toBeLessThan(0.5);
  expect(there).toEqual(here);
  expect(begun).toEqual([0, 1, 2, 3, 4]);
}, 60_000);

test('it ends as soon as it is told to', async () => {
  const cancel = new AbortController();
  const running = fitInThread(program)(someData(20_000), {
    signal: cancel.signal,
    onModel: () => cancel.abort('enough'),
  });
  await expect(running).rejects.toBe('enough');
  await expect(fitInThread(program)(someData(9), { signal: cancel.signal, onModel: () => {} })).rejects.toBe('enough');
});

test('a thread that fails is an error, not a wait', async () => {
  fs.writeFileSync(path.join(dir, 'broken.mjs'), 'process.exit(3);');
  const broken = fitInThread(pathToFileURL(path.join(dir, 'broken.mjs')));
  await expect(broken(someData(9), { signal: never, onModel: () => {} })).rejects.toThrow('ended with 3');
});
