import { installIfNeeded, requireNode } from '../../server/processes/up/install.mjs';

const say = (line) => process.stdout.write(`${line}\n`);
requireNode();
await installIfNeeded({ dev: true, say });
const { takeShots } = await import('./take-shots.mjs');

const { pictures, faults } = await takeShots(say);
for (const fault of faults) say(`FAULT ${fault}`);
say(`${pictures} pictures in shots/, ${faults.length} faults`);
process.exit(faults.length > 0 ? 1 : 0);
