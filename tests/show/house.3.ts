import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { runProgram } from '../../server/processes/up/run-program.mjs';
import { root } from '../../server/processes/up/settings.mjs';
import { refusedAfterRevoking } from '../support/revoke';
import { startStack } from '../support/stack.mjs';

export const title =
  'the wall by every procedure and route × actors, each lock off alone and both; revoked sessions refused';

const ROUNDS = 100;

async function runWall(): Promise<{ holds: boolean; lines: string[] }> {
  const vitest = path.join(root, 'node_modules/vitest/vitest.mjs');
  const args = [vitest, 'run', '--project', 'integration', 'tests/integration/wall'];
  const { code, output } = await runProgram(process.execPath, args, { cwd: root });
  const lines = output.split('\n').filter((line: string) => /^(wall|without the app)/.test(line));
  return { holds: code === 0 && lines.length > 0, lines };
}

async function runRevoking(): Promise<{ holds: boolean; figure: string }> {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'holdfast-revoke-'));
  const stack = await startStack({ dir, env: { HOLDFAST_SAMPLE: 'off' } });
  try {
    const { refused, accepted } = await refusedAfterRevoking({ stack, dir, rounds: ROUNDS });
    return {
      holds: refused === ROUNDS && accepted === ROUNDS,
      figure: `a second web process took ${accepted} of ${ROUNDS} sessions before they were revoked and refused ${refused} of ${ROUNDS} on their next request`,
    };
  } finally {
    await stack.stop();
    fs.rmSync(dir, { recursive: true, force: true });
  }
}

export async function run(say: (line: string) => void) {
  say('the matrix and its controls, some minutes');
  const wall = await runWall();
  for (const line of wall.lines) say(line);
  say('two web processes over one record');
  const revoking = await runRevoking();
  return {
    holds: wall.holds && revoking.holds,
    figure: `${wall.holds ? 'the wall stands, and its controls are red' : 'THE WALL OR A CONTROL FAILED'}; ${revoking.figure}`,
  };
}
