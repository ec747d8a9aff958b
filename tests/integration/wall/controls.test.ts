import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { runProgram } from '@/server/processes/up/run-program.mjs';
import { buildBroken } from '@/tests/support/broken-build.mjs';

interface Report {
  testResults: { assertionResults: { title: string; status: string; failureMessages: string[] }[] }[];
}

/** Runs the matrix of a copy of the tree whose verbs forget the app's own scope. */
async function runWithoutScope(): Promise<Map<string, { status: string; message: string }>> {
  const { dir, remove } = await buildBroken('no-app-scope');
  try {
    const report = path.join(dir, 'report.json');
    const args = ['--project', 'integration', 'tests/integration/wall/matrix.test.ts', '-t', 'nothing of a workspace'];
    const vitest = path.join(dir, 'node_modules/vitest/vitest.mjs');
    const { output } = await runProgram(
      process.execPath,
      [vitest, 'run', ...args, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
      { cwd: dir, env: { ...process.env, VITEST: '', VITEST_POOL_ID: '', VITEST_WORKER_ID: '' } },
    );
    for (const line of output.split('\n').filter((text: string) => text.startsWith('wall')))
      process.stdout.write(`without the app's scope: ${line}\n`);
    const { testResults } = JSON.parse(fs.readFileSync(report, 'utf8')) as Report;
    const results = testResults.flatMap((file) => file.assertionResults);
    return new Map(
      results.map(({ title, status, failureMessages }) => [title, { status, message: failureMessages.join('\n') }]),
    );
  } finally {
    remove();
  }
}

describe('the matrix with the app’s scope taken away', () => {
  test(
    'stays green behind row-level security, and is red with both locks off',
    async () => {
      const results = await runWithoutScope();
      expect(results.get('as built')).toEqual({ status: 'passed', message: '' });
      const both = results.get('without row-level security');
      expect(both?.status).toBe('failed');
      expect(both?.message).toContain('canaries at');
    },
    30 * 60_000,
  );
});
