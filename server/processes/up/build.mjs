import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { acquireLock } from './state/lock.mjs';
import { runProgram } from './run-program.mjs';
import { environment, root } from './settings.mjs';
import { StartError } from './start-error.mjs';

const dist = path.join(root, 'dist');
const CONFIG = ['package-lock.json', 'tsconfig.json'];
const BUNDLE_SOURCES = ['server', 'db', ...CONFIG];
const PAGE_SOURCES = [
  ...BUNDLE_SOURCES,
  'app',
  'components',
  'public',
  'proxy.ts',
  'next.config.js',
  'postcss.config.mjs',
];
const ENTRIES = {
  web: 'server/processes/web/main.ts',
  ingest: 'server/processes/ingest/main.ts',
  worker: 'server/processes/worker/main.ts',
  'fit-thread': 'server/processes/fit-thread/main.ts',
  prepare: 'server/processes/prepare/main.ts',
  'embedded-clickhouse': 'server/processes/embedded-clickhouse/main.ts',
  cli: 'server/cli/main.ts',
};

/**
 * Builds what is older than its sources: the bundles of every process in dist/, and with `pages` the Next app.
 * @param {{ pages: boolean, say: (line: string) => void }} options
 */
export async function buildIfStale({ pages, say }) {
  fs.mkdirSync(dist, { recursive: true });
  await refresh({ stamp: path.join(dist, 'built-from'), sources: BUNDLE_SOURCES, build: buildBundles, say });
  if (!pages) return;
  const stamp = path.join(root, '.next', 'built-from');
  await refresh({ stamp, sources: PAGE_SOURCES, build: () => buildPages(say), say });
}

// One builds at a time, and a build of the pages keeps nobody from the bundles. The stamp is written last: a build that
// was stopped half-way is stale.
async function refresh({ stamp, sources, build, say }) {
  const lock = path.join(dist, `${path.basename(path.dirname(stamp))}.lock`);
  let told = 0;
  const release = await acquireLock(lock, (pid) => {
    if (told !== pid) say(`waiting for the build of process ${pid}`);
    told = pid;
  });
  try {
    const hash = hashSources(sources);
    if (fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === hash) return;
    fs.rmSync(stamp, { force: true });
    await build();
    fs.writeFileSync(stamp, hash);
  } finally {
    release();
  }
}

function hashSources(sources) {
  const hash = createHash('sha256');
  for (const source of sources) hashInto(hash, path.join(root, source));
  return hash.digest('hex');
}

// The launcher is not built, and a README changes nothing.
const isBuilt = (place) => !place.endsWith('.md') && place !== path.join(root, 'server/processes/up');

function hashInto(hash, place) {
  if (!fs.existsSync(place) || !isBuilt(place)) return;
  if (fs.statSync(place).isDirectory()) {
    for (const name of fs.readdirSync(place).sort()) hashInto(hash, path.join(place, name));
    return;
  }
  hash.update(path.relative(root, place)).update('\0').update(fs.readFileSync(place)).update('\0');
}

// Each file is renamed into place: a process that starts meanwhile reads the old bundle or the new, never half of one.
async function buildBundles() {
  const { build, stop } = await import('esbuild');
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: ENTRIES,
    outdir: dist,
    bundle: true,
    write: false,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    sourcemap: 'linked',
    logLevel: 'error',
  }).catch((error) => {
    throw new StartError(`the bundles do not build: ${error.message}`);
  });
  await stop();
  for (const { path: file, contents } of outputFiles) {
    fs.writeFileSync(`${file}.draft`, contents);
    fs.renameSync(`${file}.draft`, file);
  }
}

async function buildPages(say) {
  say('building the pages, about a minute');
  const { code, output } = await runProgram(
    process.execPath,
    [path.join(root, 'node_modules/next/dist/bin/next'), 'build'],
    { cwd: root, env: { ...environment, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' } },
  );
  if (code !== 0) throw new StartError(`next build failed:\n${output}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const say = (line) => process.stderr.write(`${line}\n`);
  await buildIfStale({ pages: !process.argv.includes('--bundles'), say }).catch((error) => {
    if (!(error instanceof StartError)) throw error;
    say(error.message);
    process.exitCode = 1;
  });
}
