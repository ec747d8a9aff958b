import fs from 'node:fs';
import path from 'node:path';
import { runProgram } from './run-program.mjs';
import { root } from './settings.mjs';
import { StartError } from './start-error.mjs';

const FLOOR = [20, 19];

/** Refuses a Node that is too old, in one line. */
export function requireNode(version = process.versions.node) {
  const [major, minor] = version.split('.').map(Number);
  if (major < FLOOR[0] || (major === FLOOR[0] && minor < FLOOR[1]))
    throw new StartError(`Node ${FLOOR.join('.')} or newer is needed, this is ${version}`);
}

/**
 * Runs `npm ci` when node_modules is missing or is not what package-lock.json names.
 * @param {{ dev: boolean, say: (line: string) => void }} options `dev`: the tools of the tests count too
 */
export async function installIfNeeded({ dev, say }) {
  if (isInstalled(dev)) return;
  say('installing packages, a minute or two on the first start');
  const { code } = await runProgram('npm', ['ci', '--include=dev', '--no-progress'], { cwd: root, stream: true });
  if (code !== 0) throw new StartError('npm ci failed: see the lines above');
}

// npm writes what it installed to node_modules/.package-lock.json, in the form of package-lock.json.
function isInstalled(dev) {
  const wanted = readPackages(path.join(root, 'package-lock.json'));
  const present = readPackages(path.join(root, 'node_modules', '.package-lock.json'));
  return Object.entries(wanted).every(
    ([place, { version, optional, dev: onlyDev }]) =>
      place === '' || optional || (onlyDev && !dev) || present[place]?.version === version,
  );
}

function readPackages(file) {
  return fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')).packages : {};
}
