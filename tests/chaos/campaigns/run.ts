import path from 'node:path';
import { runProgram } from '../../../server/processes/up/run-program.mjs';
import { environment, root } from '../../../server/processes/up/settings.mjs';
import { buildBroken } from '../../support/broken-build.mjs';

type Say = (line: string) => void;

interface Account {
  kills: number;
  people: number;
  sent: number;
  uncertain: number;
  uncertainThatArrived: number;
  mostSends: number;
  toControl: number;
}

interface Outcome {
  isGreen: boolean;
  /** Undefined where the run ended before it could count. */
  account: Account | undefined;
}

const test = 'tests/integration/campaigns/kills.test.ts';

/** Builds that break the promise, and what must be seen of it. */
const controls: readonly { name: string; isRed: (account: Account) => boolean }[] = [
  { name: 'hand-over-unmarked', isRed: ({ mostSends }) => mostSends > 1 },
  { name: 'uncertain-sent-again', isRed: ({ mostSends }) => mostSends > 1 },
  { name: 'control-is-contacted', isRed: ({ toControl }) => toControl > 0 },
];

async function runKills(dir: string, more: Record<string, string>): Promise<Outcome> {
  const args = [path.join(dir, 'node_modules/vitest/vitest.mjs'), 'run', '--project', 'integration', test];
  const env = { ...environment, VITEST: '', VITEST_POOL_ID: '', VITEST_WORKER_ID: '', ...more };
  const { code, output } = await runProgram(process.execPath, args, { cwd: dir, env });
  const [, account] = /^campaign kills: (\{.*\})$/m.exec(output) ?? [];
  return { isGreen: code === 0, account: account === undefined ? undefined : JSON.parse(account) };
}

/** The controls that turned red for the reason they were made for. */
async function findRed(say: Say): Promise<string[]> {
  const red: string[] = [];
  for (const { name, isRed } of controls) {
    const { dir, remove } = await buildBroken(name);
    try {
      const { isGreen, account } = await runKills(dir, { CHAOS: '' });
      say(`control ${name}: ${isGreen ? 'GREEN' : 'red'}, ${JSON.stringify(account)}`);
      if (!isGreen && account && isRed(account)) red.push(name);
    } finally {
      remove();
    }
  }
  return red;
}

const described = ({ kills, mostSends, toControl, uncertain, uncertainThatArrived }: Account): string =>
  `${kills} kills, at most ${mostSends} send a person, ${toControl} to control, ${uncertain} uncertain of which ${uncertainThatArrived} arrived`;

/** 1,000 kills of workers within hand-overs, then fewer of builds that are broken: those must be red. */
export async function run(say: Say): Promise<{ holds: boolean; figure: string }> {
  const { isGreen, account } = await runKills(root, { CHAOS: process.env.CHAOS ?? '1000' });
  say(`as built: ${isGreen ? 'green' : 'RED'}, ${JSON.stringify(account)}`);
  const red = await findRed(say);
  return {
    holds: isGreen && red.length === controls.length,
    figure: `${account ? described(account) : 'the run ended before it could count'}; red: ${red.join(', ')}`,
  };
}
