import { type AnalyticsReader, createAnalyticsReader } from '@/server/analytics';
import { type Clock, systemClock } from '@/server/platform/clock';
import { Database } from '@/server/platform/database';
import { readProcessEnv, type WebEnv, webEnv } from '@/server/platform/env';
import { type KeyRing, parseKeys } from '@/server/platform/keys';
import { createLogger, type Logger } from '@/server/platform/logger';
import { type Rng, systemRng } from '@/server/platform/rng';

/** What the web process is made of. */
export interface Runtime {
  env: WebEnv;
  db: Database;
  analytics: AnalyticsReader;
  keys: KeyRing;
  clock: Clock;
  rng: Rng;
  log: Logger;
  /** Cookies travel over https only. */
  secure: boolean;
}

let made: Runtime | undefined;

/** Made on the first request, not on import: a build evaluates this module where no store is running. */
export function runtime(): Runtime {
  made ??= makeRuntime();
  return made;
}

function makeRuntime(): Runtime {
  const env = readProcessEnv(webEnv);
  return {
    env,
    db: new Database(env.DATABASE_APP_URL, { name: 'holdfast web', statementMs: 60_000 }),
    analytics: createAnalyticsReader(env.CLICKHOUSE_READER_URL),
    keys: parseKeys(env.HOLDFAST_KEYS, env.HOLDFAST_DIR),
    clock: systemClock,
    rng: systemRng,
    log: createLogger({ process: 'web', level: env.LOG_LEVEL }),
    secure: env.PUBLIC_URL?.startsWith('https:') ?? false,
  };
}
