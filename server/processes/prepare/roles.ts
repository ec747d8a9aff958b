import postgres from 'postgres';

export interface RoleUrls {
  owner: string;
  app: string | undefined;
  system: string | undefined;
}

const literal = (text: string) => `'${text.replaceAll("'", "''")}'`;

function credentials(address: string): { user: string; password: string; database: string } {
  const url = new URL(address);
  return {
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    database: url.pathname.slice(1),
  };
}

async function ensureRole(sql: postgres.Sql, name: string, password: string, more: string): Promise<void> {
  const [known] = await sql`select 1 from pg_roles where rolname = ${name}`;
  // Only a superuser may so much as repeat that a role is none, so an owner that may make roles says it once.
  const rights = known ? '' : `NOSUPERUSER NOBYPASSRLS ${more}`;
  await sql.unsafe(`${known ? 'ALTER' : 'CREATE'} ROLE ${name} LOGIN PASSWORD ${literal(password)} ${rights}`);
}

/** Makes the three roles and the database with the embedded store's administrator. Repeatable. */
export async function createEmbeddedRoles(
  adminUrl: string,
  urls: { owner: string; app: string; system: string },
): Promise<void> {
  const admin = postgres(adminUrl, { max: 1, onnotice: () => {} });
  try {
    const owner = credentials(urls.owner);
    await ensureRole(admin, 'holdfast_owner', owner.password, 'NOCREATEROLE NOCREATEDB');
    await ensureRole(admin, 'holdfast_app', credentials(urls.app).password, 'NOCREATEROLE NOCREATEDB');
    await ensureRole(admin, 'holdfast_system', credentials(urls.system).password, 'NOCREATEROLE NOCREATEDB');
    await admin.unsafe('GRANT holdfast_app TO holdfast_system');
    const [database] = await admin`select 1 from pg_database where datname = ${owner.database}`;
    if (!database) await admin.unsafe(`CREATE DATABASE "${owner.database.replaceAll('"', '""')}" OWNER holdfast_owner`);
  } finally {
    await admin.end();
  }
}

/** On a server of the operator's: makes the two lesser roles if the owner may, else says which variable is missing. */
export async function createRolesAsOwner(ownerUrl: string, urls: { app: string; system: string }): Promise<void> {
  const owner = postgres(ownerUrl, { max: 1, onnotice: () => {} });
  try {
    await ensureRole(owner, 'holdfast_app', credentials(urls.app).password, '');
    await ensureRole(owner, 'holdfast_system', credentials(urls.system).password, '');
    await owner.unsafe('GRANT holdfast_app TO holdfast_system');
  } catch (cause) {
    throw new Error(
      'DATABASE_APP_URL and DATABASE_SYSTEM_URL: are not set, and the owner in DATABASE_URL may not create roles',
      { cause },
    );
  } finally {
    await owner.end();
  }
}
