import { installIfNeeded, requireNode } from '../../server/processes/up/install.mjs';
import { endPrograms } from '../../server/processes/up/run-program.mjs';

// Every part runs, whatever became of the parts before it; the last line sums them all.
const say = (line) => process.stdout.write(`${line}\n`);
for (const signal of ['SIGINT', 'SIGTERM'])
  process.on(signal, () => {
    endPrograms();
    process.exitCode = 1;
  });

try {
  requireNode();
  await installIfNeeded({ dev: true, say });
} catch (error) {
  say(`FAILED install: ${error.message}`);
  say('0 passed, 1 failed, 0 skipped');
  process.exit(1);
}
const { runBrowserTests, runChecks, runTests } = await import('./parts.mjs');

const totals = { passed: 0, failed: 0, skipped: [] };
for (const part of [runChecks, runTests, runBrowserTests]) {
  const { passed, failed, skipped } = await part(say);
  totals.passed += passed;
  totals.failed += failed;
  totals.skipped.push(...skipped);
}
for (const name of totals.skipped) say(`skipped: ${name}`);
say(`${totals.passed} passed, ${totals.failed} failed, ${totals.skipped.length} skipped`);
process.exit(totals.failed > 0 ? 1 : 0);
