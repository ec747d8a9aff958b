import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('.', import.meta.url));

const project = (name: string, more: { globalSetup?: string; testTimeout?: number } = {}) => ({
  extends: true as const,
  test: { name, include: [`tests/${name}/**/*.test.{ts,tsx}`], ...more },
});

export default defineConfig({
  resolve: { alias: { '@': root } },
  test: {
    // A pool of worker threads crashes the embedded ClickHouse.
    pool: 'forks',
    passWithNoTests: true,
    // One for each core of the smallest machine; the default leaves one idle.
    maxWorkers: 2,
    projects: [
      project('unit'),
      project('integration', { globalSetup: 'tests/support/global-setup.ts', testTimeout: 30_000 }),
      project('calibration', { testTimeout: 300_000 }),
      project('architecture', { testTimeout: 60_000 }),
    ],
  },
});
