import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { findFreePort } from '../../server/processes/up/embedded-postgres.mjs';
import { runProgram } from '../../server/processes/up/run-program.mjs';
import { environment, root } from '../../server/processes/up/settings.mjs';
import { ensureChromium } from './chromium.mjs';

/** @typedef {{ passed: number, failed: number, skipped: string[] }} Outcome */

const node = (args, extra = {}) =>
  runProgram(process.execPath, args, { cwd: root, stream: true, env: { ...environment, ...extra } });
const tool = (file) => path.join(root, 'node_modules', file);

/** Format, lint, types, import rules, dead code. @returns {Promise<Outcome>} */
export async function runChecks() {
  const { stdout } = await node([path.join(root, 'tests/run/check.mjs')]);
  const count = (word) => stdout.split('\n').filter((line) => line.startsWith(word)).length;
  return { passed: count('ok '), failed: count('FAILED ') || (count('ok ') ? 0 : 1), skipped: [] };
}

/** Unit, integration, calibration and architecture tests. @returns {Promise<Outcome>} */
export async function runTests(say) {
  const report = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'holdfast-vitest-')), 'report.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const { code } = await node([tool('vitest/vitest.mjs'), 'run', ...reporters]);
  if (!fs.existsSync(report))
    say(`FAILED tests: they ended without a report (${code === null ? 'killed' : `exit ${code}`})`);
  return readVitest(report, code);
}

/**
 * Browser tests against the production build, served as `npm start` serves it, on ports and stores of its own.
 * @param {(line: string) => void} say
 * @param {{ files?: string[], env?: Record<string, string> }} options which spec files, all by default
 * @returns {Promise<Outcome & { output: string }>}
 */
export async function runBrowserTests(say, { files = [], env = {} } = {}) {
  const chromium = await ensureChromium(say);
  if (!chromium) {
    say('FAILED browser: no Chromium could be found or installed, set CHROMIUM_PATH');
    return { passed: 0, failed: 1, skipped: [], output: '' };
  }
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'holdfast-e2e-'));
  const report = path.join(dir, 'report.json');
  const [web, ingest, metrics, smtp] = [
    await findFreePort(),
    await findFreePort(),
    await findFreePort(),
    await findFreePort(),
  ];
  const { code, output } = await node([tool('@playwright/test/cli.js'), 'test', '--reporter=list,json', ...files], {
    CHROMIUM_PATH: chromium,
    PLAYWRIGHT_JSON_OUTPUT_FILE: report,
    PORT: String(web),
    INGEST_PORT: String(ingest),
    METRICS_PORT: String(metrics),
    SMTP_PORT: String(smtp),
    HOLDFAST_DIR: path.join(dir, 'state'),
    ...env,
  });
  const outcome = readPlaywright(report, code);
  fs.rmSync(dir, { recursive: true, force: true });
  return { ...outcome, output };
}

// Nothing that passed proves nothing.
const faultOf = (code, passed) => (code === 0 && passed > 0 ? 0 : 1);

/** A run that ends badly without a failed test (a set-up or a file that does not load) is one failure. */
export function readVitest(report, code) {
  if (!fs.existsSync(report)) return { passed: 0, failed: 1, skipped: [] };
  const { numPassedTests, numFailedTests, testResults } = JSON.parse(fs.readFileSync(report, 'utf8'));
  const broken = testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0);
  const skipped = testResults
    .flatMap((file) => file.assertionResults)
    .filter((test) => ['pending', 'skipped', 'todo', 'disabled'].includes(test.status))
    .map((test) => test.fullName);
  const failed = numFailedTests + broken.length;
  return { passed: numPassedTests, failed: failed || faultOf(code, numPassedTests), skipped };
}

/** The same for Playwright's report. A flaky test counts as failed: nothing here is retried. */
export function readPlaywright(report, code) {
  if (!fs.existsSync(report)) return { passed: 0, failed: 1, skipped: [] };
  const { stats, suites } = JSON.parse(fs.readFileSync(report, 'utf8'));
  const failed = stats.unexpected + stats.flaky;
  const skipped = suites.flatMap(specsOf).filter((spec) => spec.tests.every((test) => test.status === 'skipped'));
  return {
    passed: stats.expected,
    failed: failed || faultOf(code, stats.expected),
    skipped: skipped.map((spec) => `${spec.file}: ${spec.title}`),
  };
}

const specsOf = (suite) => [...suite.specs, ...(suite.suites ?? []).flatMap(specsOf)];
