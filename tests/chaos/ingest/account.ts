import { createClient } from '@clickhouse/client';
import postgres from 'postgres';
import type { Ledger } from './sender';

/** What the stores say after everything came to rest. */
export interface Account {
  acknowledged: number;
  /** Acknowledged and not in the record. */
  lost: number;
  /** Numbers that are in the inbox, or among the facts, more than once. */
  double: number;
  /** Workspace-days whose counts or sums differ between the stores, of how many. */
  unequalDays: number;
  days: number;
  /** Facts in the record. */
  facts: number;
}

interface DayRow {
  ws: number;
  d: number;
  events: number;
  orders: number;
  net: number;
}

const MOST_WAIT_MS = 300_000;

/** Waits until the worker has nothing left to do. Throws when it does not come to rest within five minutes. */
export async function untilAtRest(recordUrl: string): Promise<void> {
  const sql = postgres(recordUrl, { max: 1, onnotice: () => {} });
  try {
    const deadline = performance.now() + MOST_WAIT_MS;
    for (;;) {
      const [row] = await sql`select (select count(*)::int from inbox where kind in ('events', 'orders')) as accepted,
        (select count(*)::int from events) + (select count(*)::int from orders) as facts,
        (select count(*)::int from blocks where loaded_at is null) as open, (select count(*)::int from moves where done_at is null) as moves`;
      if (row?.accepted === row?.facts && row?.open === 0 && row?.moves === 0) return;
      if (performance.now() > deadline) throw new Error(`the worker does not come to rest: ${JSON.stringify(row)}`);
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  } finally {
    await sql.end();
  }
}

/** Compares the ledger with the record and the record with the analytics store, workspace by day. */
export async function takeAccount(addresses: Record<string, string>, ledger: Ledger): Promise<Account> {
  const sql = postgres(addresses.DATABASE_URL ?? '', { max: 1, onnotice: () => {} });
  const answers = createClient({ url: addresses.CLICKHOUSE_URL });
  try {
    const kept = await sql<{ n: number; times: number }[]>`
      select coalesce(body->'properties'->>'n', body->'traits'->>'n')::int as n, count(*)::int as times from inbox group by 1`;
    const facts = await sql<{ n: number; times: number }[]>`select n, count(*)::int as times from (
      select (properties->>'n')::int as n from events union all select (properties->>'n')::int from orders) as f group by 1`;
    const inRecord = new Set(kept.map(({ n }) => n));
    const [record, store] = [await daysOfRecord(sql), await daysOfAnswers(answers)];
    const keys = new Set([...record.keys(), ...store.keys()]);
    return {
      acknowledged: ledger.acknowledged.size,
      lost: [...ledger.acknowledged].filter((n) => !inRecord.has(n)).length,
      double: [...kept, ...facts].filter(({ times }) => times > 1).length,
      unequalDays: [...keys].filter((key) => record.get(key) !== store.get(key)).length,
      days: keys.size,
      facts: facts.reduce((sum, { times }) => sum + times, 0),
    };
  } finally {
    await Promise.all([sql.end(), answers.close()]);
  }
}

const byDay = (rows: readonly DayRow[]) =>
  new Map(rows.map(({ ws, d, ...rest }) => [`${ws}/${d}`, [rest.events, rest.orders, rest.net].map(Number).join('/')]));

async function daysOfRecord(sql: postgres.Sql) {
  const rows = await sql<DayRow[]>`
    select w.no as ws, (f.at at time zone w.timezone)::date - date '1970-01-01' as d, count(*) filter (where not is_order)::int as events,
      count(*) filter (where is_order)::int as orders, coalesce(sum(amount), 0)::bigint::text as net
    from (select workspace_id, occurred_at as at, false as is_order, 0 as amount from events
      union all select workspace_id, ordered_at, true, amount_minor from orders) as f join workspaces w on w.id = f.workspace_id group by 1, 2`;
  return byDay(rows);
}

async function daysOfAnswers(answers: ReturnType<typeof createClient>) {
  const result = await answers.query({
    query: `SELECT ws, d, countIf(o = 0) AS events, countIf(o = 1) AS orders, sum(amount) AS net
      FROM (SELECT ws, d, 0 AS o, toInt64(0) AS amount FROM events UNION ALL SELECT ws, d, 1, ifNull(amount_minor, 0) FROM orders) GROUP BY ws, d`,
    format: 'JSONEachRow',
  });
  return byDay(await result.json<DayRow>());
}
