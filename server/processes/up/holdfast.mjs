import { spawn } from 'node:child_process';
import path from 'node:path';
import { buildIfStale } from './build.mjs';
import { environmentFor } from './child.mjs';
import { installIfNeeded, requireNode } from './install.mjs';
import { joinStores } from './join-stores.mjs';
import { makeStateFolder } from './state/run-file.mjs';
import { endPrograms } from './run-program.mjs';
import { readKeys } from './state/secrets.mjs';
import { variablesFor } from './services.mjs';
import { readSettings, root } from './settings.mjs';
import { StartError } from './start-error.mjs';

// Standard output belongs to the command.
const say = (line) => process.stderr.write(`holdfast: ${line}\n`);

// A command that needs the stores says so by this exit before it does anything; many never do (server/cli/stores.ts).
const STORES_NEEDED = 75;

let command;
let asked;

async function main() {
  requireNode();
  const settings = readSettings();
  makeStateFolder(settings.HOLDFAST_DIR);
  await installIfNeeded({ dev: false, say });
  await buildIfStale({ pages: false, say });
  const tried = await runCommand({ HOLDFAST_STORES: 'later' });
  if (tried !== STORES_NEEDED || asked) return tried;
  const keys = readKeys(settings);
  const { addresses, leave } = await joinStores({ settings, keys, say });
  try {
    return asked ? 1 : await runCommand(variablesFor('cli', { ...settings, ...addresses, HOLDFAST_KEYS: keys }));
  } finally {
    await leave();
  }
}

function runCommand(variables) {
  return new Promise((resolve, reject) => {
    command = spawn(process.execPath, [path.join(root, 'dist', 'cli.js'), ...process.argv.slice(2)], {
      cwd: root,
      env: environmentFor(variables),
      stdio: 'inherit',
    });
    command.on('error', reject);
    command.on('exit', (code) => resolve(code ?? 1));
  });
}

// The terminal sends Ctrl-C to the command as well; either way the stores are closed after it has ended.
function onSignal(signal) {
  asked = signal;
  endPrograms();
  if (signal === 'SIGTERM') command?.kill(signal);
}
process.on('SIGTERM', onSignal);
process.on('SIGINT', onSignal);

main().then(
  (code) => process.exit(code),
  (error) => {
    const message = error instanceof StartError ? error.message : error.stack;
    if (process.argv.includes('--json'))
      process.stdout.write(`${JSON.stringify({ error: { code: 'failed', message } })}\n`);
    else say(message);
    process.exitCode = 1;
  },
);
