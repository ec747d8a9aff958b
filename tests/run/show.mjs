import fs from 'node:fs';
import path from 'node:path';
import { installIfNeeded, requireNode } from '../../server/processes/up/install.mjs';
import { root } from '../../server/processes/up/settings.mjs';

const say = (line) => process.stdout.write(`${line}\n`);
const lines = fs
  .readdirSync(path.join(root, 'tests/show'))
  .map((file) => ({ file: `tests/show/${file}`, name: /^([a-z]+\.\d+)\.(ts|mjs)$/.exec(file)?.[1] }))
  .filter(({ name }) => name)
  .sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }));

requireNode();
await installIfNeeded({ dev: true, say });
const { importTypeScript } = await import('./import-typescript.mjs');

const [wanted] = process.argv.slice(2);
if (wanted === 'list') {
  for (const { name, file } of lines) say(`${name.padEnd(12)} ${(await importTypeScript(file)).title}`);
  process.exit(0);
}
const line = lines.find(({ name }) => name === wanted);
if (!line) {
  process.stderr.write(
    `usage: npm run show -- <name>.<line> | list\nthere is: ${lines.map(({ name }) => name).join(', ')}\n`,
  );
  process.exit(2);
}
// Each line exports `title` and `run(say)`, which returns `{ holds, figure }`.
const { title, run } = await importTypeScript(line.file);
say(`${line.name}  ${title}`);
const { holds, figure } = await run(say);
say(figure);
say(holds ? 'holds' : 'DOES NOT HOLD');
process.exit(holds ? 0 : 1);
