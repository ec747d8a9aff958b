import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { announcement } from './announcement.mjs';
import { buildIfStale } from './build.mjs';
import { Child } from './child.mjs';
import { installIfNeeded, requireNode } from './install.mjs';
import { endLeftovers } from './state/leftovers.mjs';
import { commandOf } from './state/liveness.mjs';
import { acquireLock } from './state/lock.mjs';
import { serveMetrics } from './metrics.mjs';
import { requireFreePorts } from './ports.mjs';
import { makeStateFolder, RunFile } from './state/run-file.mjs';
import { endPrograms } from './run-program.mjs';
import { ensureSample } from './sample.mjs';
import { readKeys } from './state/secrets.mjs';
import { loopback, variablesFor } from './services.mjs';
import { readSettings, root } from './settings.mjs';
import { StartError } from './start-error.mjs';
import { openStores } from './stores.mjs';

const READY_MS = 60_000;
const say = (line) => process.stdout.write(`holdfast: ${line}\n`);
const forDevelopment = process.argv.includes('--dev');

// What has to be closed again, in order of opening: the front closes first, the record last.
const opened = [];
const onOpen = (...closers) => opened.push(closers);
let stopping = false;

async function start() {
  requireNode();
  const settings = readSettings();
  const dir = settings.HOLDFAST_DIR;
  makeStateFolder(dir);
  onOpen(await acquireLock(path.join(dir, 'lock'), waitForCommand));
  await endLeftovers(dir);
  await requireFreePorts(settings);
  await unlessStopping(installIfNeeded({ dev: false, say }));
  await unlessStopping(buildIfStale({ pages: !forDevelopment, say }));

  const run = new RunFile(dir);
  run.update({ ports: { web: settings.PORT, ingest: settings.INGEST_PORT, metrics: settings.METRICS_PORT } });
  onOpen(() => run.remove());
  const keys = readKeys(settings);
  const { addresses, clickhouse } = await unlessStopping(openStores({ settings, keys, run, say, onOpen }));
  run.update({ state: 'running', addresses });

  const variables = { ...settings, ...addresses, HOLDFAST_KEYS: keys };
  const signIn = await unlessStopping(sampleSignIn(settings, variables));
  const children = [...(clickhouse ? [clickhouse] : []), ...startServices(variables, run)];
  onOpen(() => run.update({ state: 'closing', serving: false }));
  onOpen(await serveMetrics({ host: settings.HOST, port: Number(settings.METRICS_PORT), children }));
  await unlessStopping(untilReady(settings));
  run.update({ serving: true });
  for (const line of announcement({ settings, keys, signIn })) say(line);
}

async function unlessStopping(step) {
  const result = await step;
  if (stopping) throw new StartError('stopped before it was up');
  return result;
}

// A command keeps the embedded stores for its own time; a second launcher would keep them for ever.
let waitsFor = 0;
function waitForCommand(holder) {
  if (stopping) throw new StartError('stopped before it was up');
  if (commandOf(holder).includes('start.mjs'))
    throw new StartError(
      `HOLDFAST_DIR: process ${holder} serves from it already, stop it or set HOLDFAST_DIR to another`,
    );
  if (waitsFor !== holder) say(`waiting for the command of process ${holder} to finish with the stores`);
  waitsFor = holder;
}

function startServices(variables, run) {
  const service = (name, more) => {
    const onStart = (pid) => run.noteProcess(name, pid);
    return new Child({ name, env: variablesFor(name, variables), say, onStart, metrics: true, ...more }).start();
  };
  const worker = service('worker');
  onOpen(() => worker.stop());
  const ingest = service('ingest');
  const web = service('web', forDevelopment ? developmentPages(variables) : { quiet: true });
  onOpen(
    () => ingest.stop(),
    () => web.stop(),
  );
  return [worker, ingest, web];
}

const developmentPages = (variables) => ({
  args: [path.join(root, 'node_modules/next/dist/bin/next'), 'dev', '-p', variables.PORT, '-H', variables.HOST],
  env: { ...variablesFor('web', variables), NODE_ENV: 'development', NEXT_TELEMETRY_DISABLED: '1' },
  metrics: false,
});

async function untilReady({ HOST, PORT, INGEST_PORT }) {
  const deadline = performance.now() + READY_MS;
  for (const [name, port] of Object.entries({ web: PORT, ingest: INGEST_PORT })) {
    while (!(await answers(`${loopback(HOST, port)}/readyz`)) && !stopping) {
      if (performance.now() > deadline) throw new StartError(`${name} does not become ready: see the lines above`);
      await sleep(100);
    }
  }
}

const answers = (url) =>
  fetch(url, { signal: AbortSignal.timeout(5_000) }).then(
    (response) => response.ok,
    () => false,
  );

// The product serves without its sample; the next start tries again.
async function sampleSignIn(settings, variables) {
  if (settings.HOLDFAST_SAMPLE === 'off') return undefined;
  return ensureSample({ dir: settings.HOLDFAST_DIR, variables: variablesFor('cli', variables), say }).catch((error) => {
    say(error.message);
  });
}

async function stop(code) {
  if (stopping) return;
  stopping = true;
  endPrograms();
  await starting.catch(() => {});
  for (const closers of opened.toReversed()) await Promise.all(closers.map((close) => close()));
  process.exit(code);
}

const starting = start();
process.on('SIGTERM', () => stop(0));
process.on('SIGINT', () => stop(0));
starting.catch((error) => {
  if (stopping) return;
  process.stderr.write(`holdfast: ${error instanceof StartError ? error.message : error.stack}\n`);
  stop(1);
});
