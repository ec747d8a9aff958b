import { expect, test } from 'vitest';
import { readFiles, type Source } from './tree';

// Everything else reaches the record through withWorkspace, withPerson or withoutWall.
const MAY_OPEN_POOLS =
  /^server\/(platform\/(database|transaction|readiness)|features\/facts\/copy-out)\.ts$|^server\/processes\/(ingest|worker|prepare)\//;
const MAY_CONNECT = /^server\/platform\/database\.ts$|^server\/processes\/prepare\//;

function strayHandles({ path, text }: Source): string[] {
  const found: string[] = [];
  if (/\bpoolOf\b/.test(text) && !MAY_OPEN_POOLS.test(path)) found.push(`${path} takes a pool without a wall`);
  // The names of types alone connect to nothing.
  const connects = /^import (?!type\b)[^;]*from '(postgres|drizzle-orm\/postgres-js)'/m.test(text);
  if (connects && !MAY_CONNECT.test(path)) found.push(`${path} connects to the record by itself`);
  return found;
}

test('only the transactions and the bulk paths of ingest and worker hold a pool', () => {
  expect(readFiles(/^(server|app|db)\/.*\.tsx?$/).flatMap(strayHandles)).toEqual([]);
});

test('a planted verb with a pool or a connection of its own is found', () => {
  const path = 'server/features/planted/list.ts';
  expect(strayHandles({ path, text: "import { poolOf } from '@/server/platform/database';" })).toHaveLength(1);
  expect(strayHandles({ path, text: "import postgres from 'postgres';" })).toHaveLength(1);
  expect(strayHandles({ path, text: "import type { Sql } from 'postgres';" })).toEqual([]);
});
