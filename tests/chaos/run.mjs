import fs from 'node:fs';
import path from 'node:path';
import { installIfNeeded, requireNode } from '../../server/processes/up/install.mjs';
import { root } from '../../server/processes/up/settings.mjs';

const say = (line) => process.stdout.write(`${new Date().toISOString().slice(11, 19)}  ${line}\n`);
const names = fs
  .readdirSync(path.join(root, 'tests/chaos'))
  .filter((name) => fs.existsSync(path.join(root, 'tests/chaos', name, 'run.ts')));
const [wanted] = process.argv.slice(2);
if (!names.includes(wanted)) {
  process.stderr.write(`usage: npm run chaos -- <name>\nthere is: ${names.join(', ')}\n`);
  process.exit(2);
}

requireNode();
await installIfNeeded({ dev: true, say });
const { importTypeScript } = await import('../run/import-typescript.mjs');
// Each folder's run.ts exports `run(say)`, which returns `{ holds, figure }`.
const { run } = await importTypeScript(`tests/chaos/${wanted}/run.ts`);
const { holds, figure } = await run(say);
say(figure);
say(holds ? 'holds' : 'DOES NOT HOLD');
process.exit(holds ? 0 : 1);
