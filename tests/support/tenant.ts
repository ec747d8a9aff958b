import { createAnalyticsReader } from '@/server/analytics';
import type { Role } from '@/server/auth/permissions';
import { createWorkspace } from '@/server/features/workspaces';
import { type Clock, fixedClock } from '@/server/platform/clock';
import type { Actor, ServiceContext, Workspace } from '@/server/platform/context';
import { Database } from '@/server/platform/database';
import type { KeyRing } from '@/server/platform/keys';
import { createLogger } from '@/server/platform/logger';
import { seededRng, type Rng } from '@/server/platform/rng';
import { testStores } from './stores';

export const testKeys: KeyRing = {
  sessionSecret: 'test-session-secret-of-32-characters',
  current: 'k1',
  keys: new Map([['k1', Buffer.alloc(32, 7)]]),
};

export interface TestTenant {
  workspace: Workspace;
  clock: Clock & { advanceMs(ms: number): void };
  rng: Rng;
  /** A context as web builds it (role holdfast_app). */
  as(role: Role, personId?: string): ServiceContext;
  /** A context as worker and commands build it (role holdfast_system). */
  job(name?: string): ServiceContext;
  close(): Promise<void>;
}

let made = 0;

/** A workspace of its own for one test file, made by the product's own verb, with a fixed clock and seeded randomness. */
export async function createTestTenant(
  options: { at?: string; count?: 'people' | 'accounts'; timezone?: string; currency?: string } = {},
): Promise<TestTenant> {
  const stores = await testStores();
  const [app, system] = [new Database(stores.appUrl, { max: 4 }), new Database(stores.systemUrl, { max: 4 })];
  const clock = fixedClock(options.at ?? '2026-03-02T09:00:00Z');
  made += 1;
  const slug = `t-${process.pid}-${made}`;
  const rng = seededRng(slug);
  const log = createLogger({ process: 'test', level: 'silent' });
  const workspace = await createWorkspace(
    { db: system, keys: testKeys, clock, rng },
    {
      slug,
      name: slug,
      count: options.count ?? 'people',
      currency: options.currency ?? 'USD',
      timezone: options.timezone ?? 'UTC',
    },
  );
  const reader = createAnalyticsReader(stores.clickhouseReaderUrl);
  const base = { workspace, ch: reader.forWorkspace(workspace.no), keys: testKeys, clock, rng, log };
  const person = (role: Role, personId: string): Actor => ({ kind: 'person', personId, role });
  return {
    workspace,
    clock,
    rng,
    as: (role, personId = '00000000-0000-7000-8000-000000000001') => ({
      ...base,
      db: app,
      actor: person(role, personId),
    }),
    job: (name = 'test') => ({ ...base, db: system, actor: { kind: 'job', name } }),
    close: async () => {
      await Promise.all([app.close(), system.close(), reader.close()]);
    },
  };
}
