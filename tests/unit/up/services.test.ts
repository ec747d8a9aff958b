import { expect, test } from 'vitest';
import { cliEnv, ingestEnv, webEnv, workerEnv } from '@/server/platform/env';
import { variablesFor, WANTED } from '@/server/processes/up/services.mjs';

// HOLDFAST_PARENT comes with every child; a command logs only when something is wrong, whatever LOG_LEVEL says.
const asked = (schema: { shape: object }, ...without: string[]) =>
  Object.keys(schema.shape).filter((name) => !['HOLDFAST_PARENT', ...without].includes(name));

test('each process is handed exactly what it reads', () => {
  const handed = Object.fromEntries(Object.entries(WANTED).map(([name, variables]) => [name, variables.toSorted()]));
  expect(handed).toEqual({
    web: asked(webEnv).sort(),
    ingest: asked(ingestEnv).sort(),
    worker: asked(workerEnv).sort(),
    cli: asked(cliEnv, 'LOG_LEVEL').sort(),
  });
});

test('the wall between processes: no owner for the services, no writer for web, no analytics for ingest', () => {
  const all = Object.fromEntries(
    ['DATABASE_URL', 'DATABASE_APP_URL', 'DATABASE_SYSTEM_URL', 'CLICKHOUSE_URL', 'CLICKHOUSE_READER_URL', 'PATH'].map(
      (name) => [name, name],
    ),
  );
  const stores = (name: 'web' | 'ingest' | 'worker') =>
    Object.entries(variablesFor(name, { ...all, PORT: '1' })).flatMap(([key, value]) => (value === key ? [key] : []));
  expect(stores('web')).toEqual(['DATABASE_APP_URL', 'CLICKHOUSE_READER_URL']);
  expect(stores('ingest')).toEqual(['DATABASE_SYSTEM_URL']);
  expect(stores('worker')).toEqual(['DATABASE_SYSTEM_URL', 'CLICKHOUSE_URL', 'CLICKHOUSE_READER_URL']);
});
