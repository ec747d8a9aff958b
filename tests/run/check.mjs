import fs from 'node:fs';
import path from 'node:path';
import { runProgram } from '../../server/processes/up/run-program.mjs';
import { root } from '../../server/processes/up/settings.mjs';

const CODE = ['app', 'components', 'db', 'server', 'tests'];
const bin = (name) => path.join(root, 'node_modules', '.bin', name);
const passes = async (program, args) => {
  const { code, output } = await runProgram(bin(program), args, { cwd: root });
  return { ok: code === 0, output };
};

const checks = {
  format: () => passes('biome', ['format', '.']),
  lint: () => passes('oxlint', ['-c', '.oxlintrc.json', '.']),
  types: () => passes('tsc', ['--noEmit']),
  imports: checkImports,
  'dead code': () => passes('knip', ['--no-progress']),
};

// dependency-cruiser finds nothing wrong with what it cannot read, so every file of ours must be among what it read.
async function checkImports() {
  const folders = CODE.filter((folder) => fs.existsSync(path.join(root, folder)));
  const args = ['--config', '.dependency-cruiser.cjs', '--output-type', 'json', ...folders];
  const { stdout, output } = await runProgram(bin('depcruise'), args, { cwd: root });
  if (!stdout.startsWith('{')) return { ok: false, output };
  const { modules, summary } = JSON.parse(stdout);
  const read = new Set(modules.map((module) => module.source));
  const unread = folders.flatMap(listSources).filter((file) => !read.has(file));
  const broken = summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`);
  return {
    ok: broken.length === 0 && unread.length === 0,
    output: [...broken, ...unread.map((file) => `not read: ${file}`)].join('\n'),
    note: `${read.size} modules`,
  };
}

const listSources = (folder) =>
  fs
    .readdirSync(path.join(root, folder), { recursive: true })
    .filter((name) => /(?<!\.d)\.tsx?$/.test(name))
    .map((name) => `${folder}/${name.replaceAll(path.sep, '/')}`);

const outcomes = await Promise.all(
  Object.entries(checks).map(async ([name, check]) => {
    const { ok, output, note } = await check();
    process.stdout.write(`${ok ? 'ok    ' : 'FAILED'} ${name}${note ? ` (${note})` : ''}\n${ok ? '' : output}`);
    return ok;
  }),
);
process.exit(outcomes.every(Boolean) ? 0 : 1);
