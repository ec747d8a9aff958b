import { createHash, randomUUID } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import postgres from 'postgres';
import { inject, vi } from 'vitest';
import { type Role, roles } from '@/server/auth/permissions';
import { makeStores } from '@/tests/support/stores';
import { testKeys } from '@/tests/support/tenant';
import { withDatabase } from '@/tests/support/urls';
import type { Database } from '@/server/platform/database';
import type { Browser } from '@/tests/support/web';
import { type Filling, fillAnswers, fillRecord } from './fill';

export interface Actor {
  name: string;
  browser: Browser;
  /** The workspace the actor is, was or never was in. */
  home: string;
}

export interface Stage {
  /** Superuser on this stage's own database: sees every row, wall or not. */
  admin: postgres.Sql;
  b: Filling & { slug: string; email: string };
  actors: Actor[];
  /** Role holdfast_system, as ingest and worker have it. */
  system: Database;
  writeKeyOfA: string;
  /** A member of B: shows that the canaries can be seen at all. */
  insider: Actor;
  /** Undoes what actors did to their own membership and sessions, so that every question is asked by a full member. */
  restore(): Promise<void>;
  close(): Promise<void>;
}

const password = 'seven green kettles';

/**
 * Three workspaces in databases of their own, with people in every role, every table of B full of canaries, and the
 * web's modules loaded afresh on them. `sql` is run by the superuser before anything else.
 */
export async function setStage(name: string, sql: string | undefined): Promise<Stage> {
  const database = `holdfast_wall_${process.pid}_${name}`;
  const stores = await makeStores(database);
  const admin = postgres(withDatabase(inject('postgresAdminUrl'), database), { max: 2, onnotice: () => {} });
  if (sql) await admin.unsafe(sql);
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'holdfast-wall-'));
  vi.resetModules();
  stubEnvironment({
    DATABASE_APP_URL: stores.appUrl,
    CLICKHOUSE_READER_URL: stores.clickhouseReaderUrl,
    HOLDFAST_DIR: dir,
  });
  const { Browser } = await import('@/tests/support/web');
  const { createVerifiedPerson } = await import('@/server/features/people');
  const { createWorkspace } = await import('@/server/features/workspaces');
  const { createSource, createWriteKey } = await import('@/server/features/sources');
  const { Database: FreshDatabase } = await import('@/server/platform/database');
  const { runtime } = await import('@/server/trpc/runtime');
  const web = runtime();
  const system = new FreshDatabase(stores.systemUrl, { max: 4 });
  let address = 0;

  const canary = `kanarie-${createHash('sha256').update(randomUUID()).digest('hex').slice(0, 16)}`;
  const person = async (who: string, label: string) => {
    const email = `${who}@${label}.example`;
    const { id } = await createVerifiedPerson(web, { email, name: label === 'b' ? canary : who, password });
    return { id, email };
  };
  const workspace = async (slug: string, owner: string) => {
    const title = slug === 'tenant-b' ? canary : slug;
    const made = await createWorkspace(
      { ...web, db: system },
      { slug, name: title, count: 'people', currency: 'USD', timezone: 'UTC', owner },
    );
    return made;
  };
  const join = (workspaceId: string, personId: string, role: Role) =>
    admin`insert into memberships (workspace_id, person_id, role) values (${workspaceId}, ${personId}, ${role})
      on conflict (workspace_id, person_id) do update set role = excluded.role`;
  const browserOf = async (email: string) => {
    address += 1;
    const browser = new Browser(web, `198.51.100.${address}`);
    const problem = await browser.signIn(email, password);
    if (problem) throw new Error(`${email} cannot sign in: ${problem}`);
    return browser;
  };

  const people = Object.fromEntries(
    await Promise.all(roles.map(async (role) => [role, await person(role, 'a')] as const)),
  ) as Record<Role, { id: string; email: string }>;
  const a = await workspace('tenant-a', people.owner.id);
  for (const role of roles) await join(a.id, people[role].id, role);
  const outsider = await person('other', 'c');
  const c = await workspace('tenant-c', outsider.id);
  const inside = await person('bea', 'b');
  const made = await workspace('tenant-b', inside.id);
  const former = await person('former', 'former');
  await join(made.id, former.id, 'owner');

  const b = {
    slug: made.slug,
    workspaceId: made.id,
    workspaceNo: made.no,
    personId: inside.id,
    email: inside.email,
    canary,
  };
  const fillings: Filling[] = [
    b,
    { workspaceId: a.id, workspaceNo: a.no, personId: people.owner.id, canary: 'plain' },
    { workspaceId: c.id, workspaceNo: c.no, personId: outsider.id, canary: 'plain' },
  ];
  const insideA = {
    ...web,
    db: system,
    workspace: a,
    actor: { kind: 'job', name: 'test' } as const,
    ch: web.analytics.forWorkspace(a.no),
  };
  const source = await createSource(insideA, { name: 'HTTP' });
  const { key: writeKeyOfA } = await createWriteKey(insideA, { sourceId: source.id });
  for (const filling of fillings) {
    await fillRecord(admin, filling);
    await fillAnswers(stores.clickhouseWriterUrl, filling);
  }

  const anonymous = new Browser(web, '198.51.100.250');
  const actors: Actor[] = [{ name: 'anonymous', browser: anonymous, home: a.slug }];
  for (const role of [...roles].toReversed())
    actors.push({ name: `${role} of A`, browser: await browserOf(people[role].email), home: a.slug });
  actors.push({ name: 'owner of C', browser: await browserOf(outsider.email), home: c.slug });
  const formerBrowser = await browserOf(former.email);
  const revokedBrowser = await browserOf(inside.email);
  const insiderBrowser = await browserOf(inside.email);
  await admin`delete from memberships where person_id = ${former.id}`;
  const [revoked] = await admin<{ id: string }[]>`
    update sessions set revoked_at = now() where address = ${revokedBrowser.address} returning id`;
  actors.push({ name: 'former owner of B', browser: formerBrowser, home: b.slug });
  actors.push({ name: 'revoked session of B', browser: revokedBrowser, home: b.slug });

  return {
    admin,
    system,
    writeKeyOfA,
    b,
    actors,
    insider: { name: 'owner of B', browser: insiderBrowser, home: b.slug },
    restore: async () => {
      await admin`
        insert into memberships (workspace_id, person_id, role)
        select * from unnest(${[...roles.map(() => a.id), c.id]}::uuid[],
          ${[...roles.map((role) => people[role].id), outsider.id]}::uuid[], ${[...roles, 'owner']}::text[])
        on conflict (workspace_id, person_id) do update set role = excluded.role where memberships.role <> excluded.role`;
      await admin`update sessions set revoked_at = null where revoked_at is not null and id <> ${revoked?.id ?? ''} and person_id <> ${b.personId}`;
    },
    close: async () => {
      await Promise.all([web.db.close(), web.analytics.close(), system.close(), admin.end()]);
      vi.unstubAllEnvs();
      fs.rmSync(dir, { recursive: true, force: true });
    },
  };
}

function stubEnvironment(own: Record<string, string>): void {
  const keys = {
    sessionSecret: testKeys.sessionSecret,
    current: testKeys.current,
    keys: Object.fromEntries([...testKeys.keys].map(([id, key]) => [id, key.toString('base64')])),
  };
  const all = {
    ...own,
    HOLDFAST_KEYS: JSON.stringify(keys),
    LOG_LEVEL: 'silent',
    PORT: '3000',
    INGEST_PORT: '3001',
    HOST: '127.0.0.1',
  };
  for (const [name, value] of Object.entries(all)) vi.stubEnv(name, value);
  for (const name of ['PUBLIC_URL', 'SMTP_URL']) vi.stubEnv(name, undefined);
}
