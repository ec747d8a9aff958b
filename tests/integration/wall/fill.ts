import { createHash } from 'node:crypto';
import { createClient } from '@clickhouse/client';
import type postgres from 'postgres';
import { walls } from '@/db/walls';

/** Whose rows are made, and the word every text in them carries. */
export interface Filling {
  workspaceId: string;
  workspaceNo: number;
  personId: string;
  canary: string;
}

interface Column {
  table: string;
  column: string;
  type: string;
  made: boolean;
}

const rowsEach = 2;
/** Made by the product's own verbs: their texts carry the canary already. */
const notFilled = new Set(['workspaces', 'people', 'rate_limits']);

/** An id of one workspace's row that is the same on every run and in every column that refers to it. */
export function idOf(filling: Pick<Filling, 'workspaceId'>, table: string, row: number): string {
  const hex = createHash('sha256').update(`${filling.workspaceId} ${table} ${row}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** A textual id without the canary in it: what comes back as an echo of the question is no leak. */
export const textIdOf = (filling: Pick<Filling, 'workspaceId'>, table: string, row: number): string =>
  `${table}-${idOf(filling, table, row).slice(-12)}`;

async function columnsOf(admin: postgres.Sql): Promise<Column[]> {
  return admin<Column[]>`
    select c.relname as table, a.attname as column, format_type(a.atttypid, null) as type,
      a.attidentity <> '' or a.attgenerated <> '' as made
    from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and a.attnum > 0 and not a.attisdropped
    order by c.relname, a.attnum`;
}

/** Two rows of this workspace in every walled table of the record, whatever its columns are. */
export async function fillRecord(admin: postgres.Sql, filling: Filling): Promise<void> {
  const columns = await columnsOf(admin);
  await admin.begin(async (tx) => {
    // Rows need not refer to each other where no reader follows the reference.
    await tx`set local session_replication_role = replica`;
    for (const table of Object.keys(walls).filter((name) => !notFilled.has(name))) {
      const own = columns.filter((column) => column.table === table && !column.made);
      for (let row = 1; row <= rowsEach; row += 1) {
        const values = own.map((column) => valueOf(column, filling, row));
        const names = own.map((column) => `"${column.column}"`).join(', ');
        const holes = own.map((column, index) => `$${index + 1}::text::${column.type}`).join(', ');
        await tx.unsafe(`insert into ${table} (${names}) values (${holes}) on conflict do nothing`, values);
      }
    }
  });
}

const byType: Readonly<Record<string, (canary: string, row: number) => string>> = {
  jsonb: (canary) => JSON.stringify({ canary }),
  bytea: (canary) => `\\x${Buffer.from(canary).toString('hex')}`,
  'text[]': (canary) => `{"${canary}"}`,
  'bigint[]': (_, row) => `{${row}}`,
  'integer[]': (_, row) => `{${row}}`,
  boolean: () => 'false',
  'timestamp with time zone': (_, row) => `2026-03-0${row}T00:00:00Z`,
  date: (_, row) => `2026-03-0${row}`,
  integer: (_, row) => String(row),
  bigint: (_, row) => String(row),
  smallint: (_, row) => String(row),
  xid8: (_, row) => String(row),
  numeric: (_, row) => String(row),
  'double precision': (_, row) => String(row),
};

/** The text of a value, cast by the insert. A type that is not known fails the test, so that no column stays empty. */
function valueOf({ table, column, type }: Column, filling: Filling, row: number): string {
  if (type === 'uuid') return uuidOf(table, column, filling, row);
  const canary = `${filling.canary} ${table} ${column} ${row}`;
  if (type === 'text')
    return /(^|_)(id|key|slug|state|role|kind)$/.test(column) ? textIdOf(filling, `${table}-${column}`, row) : canary;
  const make = byType[type];
  if (!make) throw new Error(`the matrix cannot fill ${table}.${column} of type ${type}`);
  return make(canary, row);
}

function uuidOf(table: string, column: string, filling: Filling, row: number): string {
  if (column === 'workspace_id') return filling.workspaceId;
  if (column === 'person_id') return filling.personId;
  if (column === 'id') return idOf(filling, table, row);
  return idOf(filling, `${column.replace(/_id$/, '')}s`, row);
}

/** Rows of this workspace in every table of the analytics store, with the canary in every text. */
export async function fillAnswers(writerUrl: string, filling: Filling): Promise<void> {
  const client = createClient({ url: writerUrl });
  try {
    const asked = await client.query({
      query: `select table, name, type from system.columns where database = currentDatabase() and default_kind in ('', 'DEFAULT')`,
      format: 'JSONEachRow',
    });
    const columns = await asked.json<{ table: string; name: string; type: string }>();
    const tables = [...new Set(columns.filter(({ name }) => name === 'ws').map(({ table }) => table))];
    const engines = await (
      await client.query({
        query: `select name, engine from system.tables where database = currentDatabase()`,
        format: 'JSONEachRow',
      })
    ).json<{ name: string; engine: string }>();
    for (const table of tables.filter((name) =>
      engines.some((one) => one.name === name && /MergeTree/.test(one.engine)),
    )) {
      const texts = columns.filter(
        (column) => column.table === table && /^(LowCardinality\()?String/.test(column.type),
      );
      const value = Object.fromEntries(texts.map(({ name }) => [name, `${filling.canary} ${table} ${name}`]));
      await client.insert({ table, values: [{ ...value, ws: filling.workspaceNo }], format: 'JSONEachRow' });
    }
  } finally {
    await client.close();
  }
}

/** A fingerprint of every row of one workspace and of its people, by table. */
export async function fingerprint(
  admin: postgres.Sql,
  { workspaceId, personId }: Filling,
): Promise<{ tenant: Record<string, string[]>; person: Record<string, string[]> }> {
  const read = async (table: string, column: string, id: string) => {
    const rows = await admin.unsafe<{ h: string }[]>(
      `select md5(t::text) as h from ${table} t where ${column} = $1 order by 1`,
      [id],
    );
    return rows.map((row) => row.h);
  };
  const tenant: Record<string, string[]> = {};
  const person: Record<string, string[]> = {};
  for (const [table, wall] of Object.entries(walls)) {
    if (wall === 'tenant' || wall === 'both')
      tenant[table] = await read(table, table === 'workspaces' ? 'id' : 'workspace_id', workspaceId);
    if (wall === 'person' || (wall === 'both' && table !== 'invitations'))
      person[table] = await read(table, table === 'people' ? 'id' : 'person_id', personId);
  }
  return { tenant, person };
}
