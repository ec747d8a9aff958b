import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { runProgram } from '@/server/processes/up/run-program.mjs';
import { buildBroken } from '@/tests/support/broken-build.mjs';

interface Report {
  testResults: { assertionResults: { title: string; status: string; failureMessages: string[] }[] }[];
}

/** Runs the matrix of a copy of the tree whose verbs forget the app's own scope. */
async function runWithoutScope() {
  const { dir, remove } = await buildBroken('no-app-scope');
  try {
    const report = path.join(dir, 'report.json');
    const args = ['--project', 'integration', 'tests/integration/wall/matrix.test.ts', '-t', 'nothing of a workspace'];
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    const { output } = await runProgram(
      process.execPath,
      [path.join(dir, 'node_modules/vitest/vitest.mjs'), 'run', ...args, ...reporters],
      { cwd: dir, env: { ...process.env, VITEST: '', VITEST_POOL_ID: '', VITEST_WORKER_ID: '' } },
    );
    const { testResults } = JSON.parse(fs.readFileSync(report, 'utf8')) as Report;
    const results = testResults.flatMap((file) => file.assertionResults);
    return {
      lines: output.split('\n').filter((line: string) => line.startsWith('wall (')) as string[],
      resultOf: (title: string) => {
        const found = results.find((result) => result.title === title);
        return { status: found?.status, message: found?.failureMessages.join('\n') };
      },
    };
  } finally {
    remove();
  }
}

const figures = (line: string | undefined) => {
  const [, canaries, tables] = /(\d+) canary bytes seen, (\d+) tables of B changed/.exec(line ?? '') ?? [];
  return { canaries: Number(canaries), tables: Number(tables) };
};

describe('the matrix with the app’s scope taken away', () => {
  test(
    'stays green behind row-level security, and is red with both locks off',
    async () => {
      const { lines, resultOf } = await runWithoutScope();
      for (const line of lines) process.stdout.write(`without the app's scope: ${line}\n`);
      expect(resultOf('as built')).toEqual({ status: 'passed', message: '' });
      expect(resultOf('without row-level security').status).toBe('failed');
      const bothOff = figures(lines.find((line) => line.includes('without_row_level_security')));
      expect(bothOff.canaries).toBeGreaterThan(0);
      expect(bothOff.tables).toBeGreaterThan(0);
    },
    30 * 60_000,
  );
});
