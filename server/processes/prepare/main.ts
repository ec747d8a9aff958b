import { parseKeys } from '@/server/platform/keys';
import { type PrepareEnv, prepareEnv, readProcessEnv } from '@/server/platform/env';
import { createReaderUser } from './analytics-reader';
import { markLostAnswers } from './mark-lost';
import { migrateRecord } from './migrate-record';
import { prepareAnalytics } from './prepare-analytics';
import { createEmbeddedRoles, createRolesAsOwner } from './roles';
import { roleAddress } from './role-address';

/** Roles and users where we may make them, then both migrations. Prints the addresses it completed as one JSON line. */
async function prepare(env: PrepareEnv): Promise<Record<string, string>> {
  const made = await prepareRoles(env);
  await migrateRecord(env.DATABASE_URL);
  await markLostAnswers(env.DATABASE_URL, env.CLICKHOUSE_URL);
  await prepareAnalytics(env.CLICKHOUSE_URL, { cluster: env.CLICKHOUSE_CLUSTER });
  return env.CLICKHOUSE_READER_URL === undefined ? { ...made, ...(await prepareReader(env)) } : made;
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

async function prepareReader(env: PrepareEnv): Promise<Record<string, string>> {
  const reader = roleAddress(env.CLICKHOUSE_URL, 'holdfast_reader', parseKeys(env.HOLDFAST_KEYS).sessionSecret);
  await createReaderUser(env.CLICKHOUSE_URL, reader, env.CLICKHOUSE_CLUSTER);
  return { CLICKHOUSE_READER_URL: reader };
}

try {
  const made = await prepare(readProcessEnv(prepareEnv));
  process.stdout.write(`${JSON.stringify(made)}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
