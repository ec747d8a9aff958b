import fs from 'node:fs';
import path from 'node:path';
import { installIfNeeded, requireNode } from '../../server/processes/up/install.mjs';
import { root } from '../../server/processes/up/settings.mjs';

const found = fs
  .readdirSync(path.join(root, 'tests/bench'))
  .map((file) => ({ file: `tests/bench/${file}`, id: /^(p\d+)\.ts$/.exec(file)?.[1]?.toUpperCase() }))
  .filter(({ id }) => id)
  .sort((a, b) => a.id.localeCompare(b.id, 'en', { numeric: true }));

const words = process.argv.slice(2);
const asJson = words.includes('--json');
const wanted = words.filter((word) => word !== '--json').map((word) => word.toUpperCase());
const unknown = wanted.filter((id) => !found.some((one) => one.id === id));
if (unknown.length > 0) {
  process.stderr.write(`no case ${unknown.join(', ')}; there is: ${found.map(({ id }) => id).join(', ')}\n`);
  process.exit(2);
}

const say = (line) => process.stderr.write(`${line}\n`);
requireNode();
await installIfNeeded({ dev: true, say });
const { importTypeScript } = await import('../run/import-typescript.mjs');

const cases = [];
for (const { id, file } of found.filter((one) => wanted.length === 0 || wanted.includes(one.id))) {
  const { run } = await importTypeScript(file);
  const lines = await run((line) => say(`${id}  ${line}`));
  cases.push(...lines);
  if (!asJson) for (const line of lines) process.stdout.write(`${describe(line)}\n`);
}
if (asJson) process.stdout.write(`${JSON.stringify({ cases })}\n`);

function describe({ id, name, ours, peer, ratio, unit, peakMemoryMb }) {
  const figure = (value) => (value >= 100 ? Math.round(value).toLocaleString('en') : value.toPrecision(3));
  const against = peer === null ? '' : `, peer ${figure(peer)} ${unit}, ratio ${ratio.toFixed(2)} ×`;
  return `${id.padEnd(4)} ${name}: ${figure(ours)} ${unit}${against}, peak ${peakMemoryMb} MB`;
}
