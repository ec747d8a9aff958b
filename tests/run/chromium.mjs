import fs from 'node:fs';
import path from 'node:path';
import { runProgram } from '../../server/processes/up/run-program.mjs';
import { environment, root } from '../../server/processes/up/settings.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'];
const MAC = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/**
 * A Chromium that runs on this machine, installed if need be: CHROMIUM_PATH, Playwright's own, one on the path, then
 * Playwright's download, then (as root) the system's package manager.
 * @param {(line: string) => void} say
 * @returns {Promise<string | undefined>} path of the executable
 */
export async function ensureChromium(say) {
  const present = await findChromium();
  if (present) return present;
  say('no Chromium on this machine: installing one');
  const asRoot = process.getuid?.() === 0;
  await runProgram('npx', ['playwright', 'install', ...(asRoot ? ['--with-deps'] : []), 'chromium'], options);
  const downloaded = await findChromium();
  if (downloaded || !asRoot) return downloaded;
  await runProgram('apt-get', ['update'], options);
  await runProgram('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], options);
  return findChromium();
}

const options = { cwd: root, stream: true };

async function findChromium() {
  const { chromium } = await import('playwright-core');
  const onPath = (environment.PATH ?? '')
    .split(path.delimiter)
    .flatMap((dir) => NAMES.map((name) => path.join(dir, name)));
  for (const file of [environment.CHROMIUM_PATH, chromium.executablePath(), ...onPath, ...MAC])
    if (file && fs.existsSync(file) && (await runs(file))) return file;
  return undefined;
}

const runs = async (file) => (await runProgram(file, ['--version', '--no-sandbox'])).code === 0;
