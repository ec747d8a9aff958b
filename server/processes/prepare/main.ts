import { parseKeys } from '@/server/platform/keys';
import { type PrepareEnv, prepareEnv, readProcessEnv } from '@/server/platform/env';
import { isAppError } from '@/server/platform/errors';
import { createReaderUser, readerAddress } from './analytics-reader';
import { markLostAnswers } from './mark-lost';
import { migrateRecord } from './migrate-record';
import { prepareAnalytics, requireReachable } from './prepare-analytics';
import { createEmbeddedRoles, createRolesAsOwner } from './roles';
import { roleAddress } from './role-address';

/**
 * Roles and users where we may make them, then both migrations. Prints the addresses it completed as one JSON line. An
 * analytics store that is away is told in a line of its own: the record takes events, and the worker prepares it later.
 */
async function prepare(env: PrepareEnv): Promise<Record<string, string>> {
  const made = await prepareRoles(env);
  await migrateRecord(env.DATABASE_URL);
  const isReaderOurs = env.CLICKHOUSE_READER_URL === undefined;
  const reader =
    env.CLICKHOUSE_READER_URL ?? readerAddress(env.CLICKHOUSE_URL, parseKeys(env.HOLDFAST_KEYS).sessionSecret);
  try {
    await requireReachable(env.CLICKHOUSE_URL);
    await markLostAnswers(env.DATABASE_URL, env.CLICKHOUSE_URL);
    await prepareAnalytics(env.CLICKHOUSE_URL, { cluster: env.CLICKHOUSE_CLUSTER });
    if (isReaderOurs) await createReaderUser(env.CLICKHOUSE_URL, reader, env.CLICKHOUSE_CLUSTER);
  } catch (error) {
    if (!isAppError(error, 'analytics_unavailable')) throw error;
    process.stdout.write('the analytics store cannot be reached: events are taken, answers come when it is back\n');
  }
  return isReaderOurs ? { ...made, CLICKHOUSE_READER_URL: reader } : made;
}

async function prepareRoles(env: PrepareEnv): Promise<Record<string, string>> {
  const { DATABASE_URL: owner, DATABASE_APP_URL: app, DATABASE_SYSTEM_URL: system, POSTGRES_ADMIN_URL: admin } = env;
  if (admin !== undefined && app !== undefined && system !== undefined) {
    await createEmbeddedRoles(admin, { owner, app, system });
    return {};
  }
  if (app !== undefined && system !== undefined) return {};
  const { sessionSecret } = parseKeys(env.HOLDFAST_KEYS);
  const made = {
    DATABASE_APP_URL: app ?? roleAddress(owner, 'holdfast_app', sessionSecret),
    DATABASE_SYSTEM_URL: system ?? roleAddress(owner, 'holdfast_system', sessionSecret),
  };
  await createRolesAsOwner(owner, { app: made.DATABASE_APP_URL, system: made.DATABASE_SYSTEM_URL });
  return made;
}

try {
  const made = await prepare(readProcessEnv(prepareEnv));
  process.stdout.write(`${JSON.stringify(made)}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
