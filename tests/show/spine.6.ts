import path from 'node:path';
import { runProgram } from '../../server/processes/up/run-program.mjs';
import { environment, root } from '../../server/processes/up/settings.mjs';

export const title = 'calibration of the read-out: rate, exact band and N of every cell, and the negative controls';

const LEAST_RUNS = 4_000;

/** A printed cell: its runs, and whether it is one that must be out of its band. */
interface Cell {
  line: string;
  runs: number;
  isControl: boolean;
}

/** The cells of a calibration's output: indented lines that end in N, under the title of their table. */
function cellsOf(output: string): Cell[] {
  let isControl = false;
  return output.split('\n').flatMap((line) => {
    if (line.endsWith('(must be red)')) isControl = true;
    if (line.endsWith('(rate, exact 99.9 % band)')) isControl = false;
    const [, answered, asked] = /^ {2}\S.* N (\d+)(?: of (\d+) asked)?/.exec(line) ?? [];
    return answered === undefined ? [] : [{ line, runs: Number(asked ?? answered), isControl }];
  });
}

export async function run(say: (line: string) => void) {
  const vitest = path.join(root, 'node_modules/vitest/vitest.mjs');
  const args = [vitest, 'run', '--project', 'calibration', '--testTimeout=3600000', 'tests/calibration/experiments'];
  say('the long form, some minutes');
  const { code, output } = await runProgram(process.execPath, args, {
    cwd: root,
    env: { ...environment, CALIBRATION: 'long' },
  });
  for (const line of output
    .split('\n')
    .filter((each: string) => /^( {2}\S.* N \d+|\S.*\((rate|must)|Benjamini)/.test(each)))
    say(line);
  const cells = cellsOf(output);
  const controls = cells.filter(({ isControl }) => isControl);
  const few = cells.filter(({ runs }) => runs < LEAST_RUNS);
  for (const { line } of few) say(`fewer than ${LEAST_RUNS}: ${line}`);
  const holds = code === 0 && few.length === 0 && cells.length - controls.length >= 50 && controls.length >= 6;
  return {
    holds,
    figure: `${cells.length - controls.length} cells ${code === 0 ? 'inside' : 'NOT ALL INSIDE'} their band, ${controls.length} negative controls red, at least ${Math.min(...cells.map(({ runs }) => runs))} simulations a cell`,
  };
}
