import type { Workspace } from '@/server/platform/context';
import type { StoreTable } from './store-tables';

/** Which rows of the record go to the store: those of a block, those of the block's moves, or all. */
export type RowsOf = { block: number } | { movesOf: number } | 'workspace';

export interface StoreRows {
  /** Columns in the order of the rows. */
  columns: [string, ...string[]];
  /** One SELECT for COPY. Everything in it is ours: ids and numbers of the workspace, never a value from outside. */
  query: string;
}

const literal = (value: string) => `'${value.replaceAll("'", "''")}'`;

/** The rows of a store table as text that the store reads. `ws` is the number the workspace gets there. */
export function storeRows(table: StoreTable, workspace: Workspace, { ws, of }: { ws: number; of: RowsOf }): StoreRows {
  const { no, from, first = '' } = sourceOf(table, literal(workspace.id), of);
  const values = Object.values(table.columns).map((value) => value.replaceAll('@zone', literal(workspace.timezone)));
  return {
    columns: ['ws', 'no', ...Object.keys(table.columns)],
    query: `${first}select ${ws}, ${no}, ${values.join(', ')} from ${from}`,
  };
}

function sourceOf(table: StoreTable, id: string, of: RowsOf): { no: string; from: string; first?: string } {
  const mine = `f.workspace_id = ${id}`;
  const loaded = table.kind === 'fact' ? ' and f.block is not null' : '';
  if (of !== 'workspace' && 'movesOf' in of) {
    const moves = `moves v`;
    const open = `v.workspace_id = ${id} and v.block = ${of.movesOf} and v.done_at is null and v.to_no is not null`;
    const each = (rows: string) => `cross join lateral (${rows} offset 0)`;
    if (table.kind === 'customer')
      return {
        no: 'v.to_no',
        from: `${moves} ${each(`select * from customers f where ${mine} and f.id = v.customer_id`)} f where ${open}`,
      };
    if (table.kind === 'channel')
      return {
        no: 'v.to_no',
        from: `${moves} ${each(`select * from ${table.source} f where ${mine}`)} f where ${open} and v.customer_id is null`,
      };
    const family = each(
      `select id from customers where workspace_id = ${id} and (id = v.customer_id or merged_into = v.customer_id)`,
    );
    const theirs = each(`select * from ${table.source} f where ${mine} and f.customer_id = c.id${loaded}`);
    return { no: 'v.to_no', from: `${moves} ${family} c ${theirs} f where ${open}` };
  }
  const which = of === 'workspace' ? `${mine}${loaded}` : `${mine} and f.${table.block} = ${of.block}`;
  if (table.kind === 'customer') return { no: 'f.no', from: `customers f where ${which} and f.merged_into is null` };
  if (table.kind === 'channel')
    return {
      no: `(select p.spend_no from pipelines p where p.workspace_id = ${id})`,
      from: `${table.source} f where ${which}`,
    };
  if (of !== 'workspace') return blockOf(table, id, which);
  return {
    no: 'c.no',
    from: `${table.source} f join customers c on c.workspace_id = f.workspace_id and c.id = f.customer_id where ${which}`,
  };
}

/**
 * A block's rows first, then one look-up by key for each. Written as a join it is the planner's choice, and right after a
 * first import its statistics know nothing of the workspace: it then took 20 s to join 3,000 orders to 2,000 customers.
 */
const blockOf = (table: StoreTable, id: string, which: string) => ({
  first: `with f as materialized (select * from ${table.source} f where ${which}) `,
  no: `(select c.no from customers c where c.workspace_id = ${id} and c.id = f.customer_id)`,
  from: 'f',
});
