import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { runProgram } from '../../server/processes/up/run-program.mjs';
import { environment, root } from '../../server/processes/up/settings.mjs';
import { startStack } from '../support/stack.mjs';
import { ensureChromium } from './chromium.mjs';
import { photograph } from './photograph.mjs';

/**
 * Starts everything with the sample workspace and an empty one beside it, and photographs both into shots/.
 * @param {(line: string) => void} say
 * @returns {Promise<{ pictures: number, faults: string[] }>}
 */
export async function takeShots(say) {
  const executablePath = await ensureChromium(say);
  if (!executablePath) throw new Error('no Chromium could be found or installed: set CHROMIUM_PATH');
  const out = path.join(root, 'shots');
  fs.rmSync(out, { recursive: true, force: true });
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'holdfast-shots-'));
  const stack = await startStack({ dir, withinSeconds: 900 });
  try {
    const signIn = JSON.parse(fs.readFileSync(path.join(dir, 'sample-sign-in.json'), 'utf8'));
    await createEmptyWorkspace(dir, signIn.email);
    const workspaces = [signIn.workspace, 'empty'];
    const kept = JSON.parse(fs.readFileSync(path.join(dir, 'outbox.json'), 'utf8'));
    const { pathname, search } = new URL(kept.address);
    const outbox = `${pathname}${search}`;
    return await photograph({ address: stack.address, executablePath, signIn, workspaces, outbox, out, say });
  } finally {
    await stack.stop();
    fs.rmSync(dir, { recursive: true, force: true });
  }
}

async function createEmptyWorkspace(dir, owner) {
  const command = ['server/processes/up/holdfast.mjs', 'workspace', 'create', 'empty', '--owner', owner, '--json'];
  const made = await runProgram(process.execPath, command, { cwd: root, env: { ...environment, HOLDFAST_DIR: dir } });
  if (made.code !== 0) throw new Error(`the empty workspace could not be made: ${made.output}`);
}
