import fs from 'node:fs';
import { expect, test } from 'vitest';
import { completeLock } from '@/server/processes/up/complete-lock.mjs';

const lock = () => ({
  packages: {
    '': {},
    'node_modules/tool': { version: '1.0.0', dev: true, optionalDependencies: { '@tool/linux-x64-musl': '1.0.0' } },
    'node_modules/other': {
      version: '1.0.0',
      optionalDependencies: { fsevents: '~2.3.2', '@other/darwin-arm64': '3.0.0' },
    },
  },
});

test('adds the platform packages that are named but absent, once', () => {
  const holed = lock();
  expect(completeLock(holed)).toEqual(['@tool/linux-x64-musl@1.0.0', '@other/darwin-arm64@3.0.0']);
  expect(holed.packages).toMatchObject({
    'node_modules/@tool/linux-x64-musl': {
      version: '1.0.0',
      dev: true,
      optional: true,
      os: ['linux'],
      cpu: ['x64'],
      libc: ['musl'],
    },
    'node_modules/@other/darwin-arm64': { version: '3.0.0', optional: true, os: ['darwin'], cpu: ['arm64'] },
  });
  expect(completeLock(holed)).toEqual([]);
});

test('the lockfile of this tree is complete, so that a clean npm ci accepts it', () => {
  expect(completeLock(JSON.parse(fs.readFileSync('package-lock.json', 'utf8')))).toEqual([]);
});
