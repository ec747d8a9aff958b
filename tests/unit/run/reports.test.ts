import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readPlaywright, readVitest } from '../../run/parts.mjs';

let file: string;
beforeEach(() => {
  file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'holdfast-report-')), 'report.json');
});
afterEach(() => fs.rmSync(path.dirname(file), { recursive: true }));
const write = (report: object) => fs.writeFileSync(file, JSON.stringify(report));

const vitestReport = (files: object[]) => ({ numPassedTests: 3, numFailedTests: 0, testResults: files });
const spec = (title: string, status: string) => ({ file: 'a.spec.ts', title, tests: [{ status }] });

test('a run without a report, or that ends badly without a failed test, is one failure', () => {
  expect(readVitest(file, 0)).toEqual({ passed: 0, failed: 1, skipped: [] });
  expect(readPlaywright(file, 1)).toEqual({ passed: 0, failed: 1, skipped: [] });
  expect(readPlaywright(file, 0)).toEqual({ passed: 0, failed: 1, skipped: [] });
  write(vitestReport([]));
  expect(readVitest(file, 0).failed).toBe(0);
  expect(readVitest(file, 1).failed).toBe(1);
});

test('a run in which nothing passed is one failure, however it ended', () => {
  write({ ...vitestReport([]), numPassedTests: 0 });
  expect(readVitest(file, 0)).toMatchObject({ passed: 0, failed: 1 });
  write({ stats: { expected: 0, unexpected: 0, flaky: 0, skipped: 1 }, suites: [{ specs: [spec('one', 'skipped')] }] });
  expect(readPlaywright(file, 0)).toEqual({ passed: 0, failed: 1, skipped: ['a.spec.ts: one'] });
});

test('a test file that does not load is a failure, a skipped test is named', () => {
  write(
    vitestReport([
      { status: 'failed', assertionResults: [] },
      { status: 'passed', assertionResults: [{ status: 'skipped', fullName: 'not here' }, { status: 'passed' }] },
    ]),
  );
  expect(readVitest(file, 1)).toEqual({ passed: 3, failed: 1, skipped: ['not here'] });
});

test('a flaky browser test counts as failed, a skipped one is named', () => {
  write({
    stats: { expected: 2, unexpected: 1, flaky: 1, skipped: 1 },
    suites: [{ specs: [spec('one', 'expected')], suites: [{ specs: [spec('two', 'skipped')] }] }],
  });
  expect(readPlaywright(file, 1)).toEqual({ passed: 2, failed: 2, skipped: ['a.spec.ts: two'] });
});
