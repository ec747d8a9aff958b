import fs from 'node:fs';
import path from 'node:path';
import { environmentFor } from './child.mjs';
import { reasonIn, runProgram } from './run-program.mjs';
import { writePrivate } from './state/secrets.mjs';
import { root } from './settings.mjs';
import { StartError } from './start-error.mjs';

/**
 * Makes the sample workspace once, and keeps its sign-in where only this user can read it.
 * @param {{ dir: string, variables: Record<string, string | undefined>, say: (line: string) => void }} options
 * @returns {Promise<string>} the file that holds the sign-in
 */
export async function ensureSample({ dir, variables, say }) {
  const file = path.join(dir, 'sample-sign-in.json');
  if (fs.existsSync(file)) return file;
  say('making the sample workspace');
  const command = [path.join(root, 'dist', 'cli.js'), 'sample', 'create', '--json'];
  const made = await runProgram(process.execPath, command, { cwd: root, env: environmentFor(variables) });
  if (made.code !== 0) throw new StartError(`the sample workspace could not be made: ${reasonIn(made.output)}`);
  writePrivate(file, JSON.parse(made.stdout));
  return file;
}
