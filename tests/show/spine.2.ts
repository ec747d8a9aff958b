import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { ExperimentReport } from '@/server/features/experiments/schemas';
import { dataPath } from '../support/data-path';
import { holdfastJson } from '../support/holdfast';
import { compareHillstrom, hillstromPlan } from '../support/hillstrom-golden';

export const title = 'experiment analyse on Hillstrom: every figure of the golden file; one changed row is noticed';

const { metrics, segments, covariate, planned, control, arm } = hillstromPlan;
const single = { unit: 'row', arm, control, covariate: covariate ?? '', planned: String(planned) };
const options = [
  ...Object.entries(single).flatMap(([name, value]) => [`--${name}`, value]),
  ...metrics.flatMap(({ column, kind }) => ['--metric', `${column}:${kind}`]),
  ...segments.flatMap((column) => ['--segment', column]),
  '--sequential',
];

/** The same file with the first visitor's visit taken away. */
function withoutOneVisit(file: string, target: string): string {
  const lines = fs.readFileSync(file, 'utf8').split('\n');
  const at = lines.findIndex((line) => /,1,\d,[\d.]+\r?$/.test(line));
  lines[at] = (lines[at] ?? '').replace(/,1(,\d,[\d.]+\r?)$/, ',0$1');
  fs.writeFileSync(target, lines.join('\n'));
  return target;
}

function describe({ srm, contrasts, interactions, verdict }: ExperimentReport): string[] {
  const rows = contrasts.map(
    ({ arm: treated, metric, difference, statistic, p, pAdjusted, cuped }) =>
      `${treated} ${metric}: ${difference.toFixed(7)}, statistic ${statistic?.toFixed(5)}, p ${p?.toExponential(3)}, adjusted ${pAdjusted?.toExponential(3)}, CUPED ${cuped?.difference.toFixed(7)} ± ${cuped?.standardError.toFixed(7)}`,
  );
  const effects = interactions
    .filter(({ metric }) => metric === 'visit')
    .map(
      ({ arm: treated, column, difference, z }) =>
        `${treated} by ${column}: ${difference.toFixed(7)}, z ${z.toFixed(6)}`,
    );
  return [
    `SRM χ² ${srm.chiSquare.toFixed(5)}, p ${srm.p.toFixed(7)}`,
    ...rows,
    ...effects,
    `${verdict.word}: ${verdict.reason}`,
  ];
}

export async function run(say: (line: string) => void) {
  const file = dataPath('hillstrom.csv');
  if (file === null) return { holds: false, figure: 'hillstrom.csv is not there: set HOLDFAST_DATA' };
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'holdfast-spine-'));
  const analyse = (path: string) =>
    holdfastJson<ExperimentReport>(dir, 'experiment', 'analyse', '--file', path, ...options);
  try {
    const report = await analyse(file);
    const { compared, wrong } = compareHillstrom(report);
    for (const line of [...describe(report), ...wrong]) say(line);
    const changed = compareHillstrom(await analyse(withoutOneVisit(file, path.join(dir, 'changed.csv'))));
    return {
      holds: wrong.length === 0 && compared > 430 && changed.wrong.length > 0,
      figure: `${compared} figures compared, ${wrong.length} differ; with one visit less ${changed.wrong.length} differ`,
    };
  } finally {
    fs.rmSync(dir, { recursive: true, force: true });
  }
}
