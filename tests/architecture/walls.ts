import type postgres from 'postgres';
import type { Wall } from '@/db/walls';

interface Table {
  name: string;
  enabled: boolean;
  forced: boolean;
  policies: string[];
  owner: string;
  scoped: boolean;
  partitionGrants: string[];
}

/** Breaches of the second lock in a migrated database: what `walls` promises against what the catalogue holds. */
export async function wallBreaches(sql: postgres.Sql, walls: Readonly<Record<string, Wall>>): Promise<string[]> {
  const tables = await readTables(sql);
  const names = new Set(tables.map(({ name }) => name));
  const absent = Object.keys(walls).filter((name) => !names.has(name));
  return [
    ...absent.map((name) => `${name} is listed and does not exist`),
    ...tables.flatMap((table) => breachesOf(table, walls[table.name])),
    ...(await roleBreaches(sql)),
  ];
}

function breachesOf(table: Table, wall: Wall | undefined): string[] {
  const { name, enabled, forced, policies, owner, scoped, partitionGrants } = table;
  if (!wall) return [`${name} is not listed in db/walls.ts`];
  const found = [
    owner !== 'holdfast_owner' && `${name} belongs to ${owner}`,
    partitionGrants.length > 0 && `${name} can be read around its wall: ${partitionGrants.join(', ')}`,
  ];
  if (wall === 'global') found.push(scoped && `${name} is global and holds workspace_id or person_id`);
  else
    found.push(
      !enabled && `${name} has no row-level security`,
      !forced && `${name} does not force row-level security on its owner`,
      policies.join() !== 'holdfast_app,holdfast_owner' && `${name} has policies for ${policies.join() || 'nobody'}`,
    );
  return found.filter((one) => one !== false);
}

// Rights on a partition would pass by the policies of its parent.
const readTables = (sql: postgres.Sql): Promise<Table[]> => sql<Table[]>`
  SELECT c.relname AS name, c.relrowsecurity AS enabled, c.relforcerowsecurity AS forced, pg_get_userbyid(c.relowner) AS owner,
    coalesce((SELECT array_agg(coalesce(r.rolname::text, 'public') ORDER BY r.rolname) FROM pg_policy p CROSS JOIN unnest(p.polroles) AS role
      LEFT JOIN pg_roles r ON r.oid = role WHERE p.polrelid = c.oid), '{}') AS policies,
    EXISTS (SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname IN ('workspace_id', 'person_id') AND NOT a.attisdropped) AS scoped,
    coalesce((SELECT array_agg(part.relname::text ORDER BY part.relname) FROM pg_inherits i JOIN pg_class part ON part.oid = i.inhrelid
      WHERE i.inhparent = c.oid AND (has_table_privilege('holdfast_app', part.oid, 'SELECT, INSERT, UPDATE, DELETE')
        OR has_table_privilege('holdfast_system', part.oid, 'SELECT, INSERT, UPDATE, DELETE'))), '{}') AS "partitionGrants"
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND NOT c.relispartition
  ORDER BY 1`;

async function roleBreaches(sql: postgres.Sql): Promise<string[]> {
  const rows = await sql<{ name: string }[]>`
    SELECT rolname AS name FROM pg_roles
    WHERE rolname LIKE 'holdfast%' AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolreplication)`;
  const owning = await sql<{ name: string }[]>`
    SELECT member.rolname AS name FROM pg_auth_members m JOIN pg_roles member ON member.oid = m.member
      JOIN pg_roles granted ON granted.oid = m.roleid WHERE granted.rolname = 'holdfast_owner'`;
  return [
    ...rows.map(({ name }) => `${name} may pass the wall`),
    ...owning.filter(({ name }) => name !== 'postgres').map(({ name }) => `${name} may become the owner`),
  ];
}
