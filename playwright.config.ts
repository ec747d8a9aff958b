import path from 'node:path';
import { defineConfig } from '@playwright/test';

// `npm test` chooses free ports and a temporary state folder; alone, these stay clear of a running `npm start`.
const ports = {
  PORT: process.env.PORT ?? '3100',
  INGEST_PORT: process.env.INGEST_PORT ?? '3101',
  METRICS_PORT: process.env.METRICS_PORT ?? '9564',
};
// Mail of the tested stack goes to the tests' own server.
const smtpPort = process.env.SMTP_PORT ?? '3102';
const address = `http://localhost:${ports.PORT}`;

export default defineConfig({
  testDir: 'tests/e2e',
  workers: 1,
  timeout: 90_000,
  expect: { timeout: 10_000 },
  forbidOnly: true,
  outputDir: 'test-results',
  use: {
    baseURL: address,
    timezoneId: 'UTC',
    locale: 'en-GB',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  webServer: {
    command: 'exec node server/processes/up/start.mjs',
    url: `${address}/readyz`,
    timeout: 600_000,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 60_000 },
    env: {
      ...ports,
      SMTP_URL: `smtp://127.0.0.1:${smtpPort}`,
      HOLDFAST_DIR: process.env.HOLDFAST_DIR ?? path.resolve('.holdfast/e2e'),
    },
  },
});
