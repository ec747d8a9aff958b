import { z } from 'zod';
import type { AnalyticsWriter } from '@/server/analytics';
import { type Answers, answerKinds } from './facts-answers';

const hidden = `hid AS (SELECT ws, bitmapOr(groupBitmapMergeStateIf(bits, kind = 'dead'), bitmapAndnot(groupBitmapMergeStateIf(bits, kind = 'staged'), groupBitmapMergeStateIf(bits, kind = 'live'))) AS h
  FROM sets WHERE ws IN {all:Array(UInt32)} AND kind IN ('dead', 'staged', 'live') GROUP BY ws)`;
const visible = (key: string) => `vis AS (SELECT a.ws AS ws, a.period AS p, bitmapAndnot(a.b, hid.h) AS v FROM (
  SELECT ws, period, groupBitmapMergeState(bits) AS b FROM sets WHERE ws IN {all:Array(UInt32)} AND kind = 'month' AND key = '${key}' GROUP BY ws, period) AS a LEFT JOIN hid ON hid.ws = a.ws)`;
const first = `fst AS (SELECT ws, p, bitmapAndnot(v, groupBitmapMergeState(v) OVER (PARTITION BY ws ORDER BY p ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)) AS f FROM vis)`;
const grid = (key: string) => `WITH ${hidden}, ${visible(key)}, ${first}
  SELECT f.ws AS ws, concat(toString(f.p), ' ', toString(x.p), ' ', toString(bitmapAndCardinality(f.f, x.v))) AS cell
  FROM fst AS f INNER JOIN vis AS x ON f.ws = x.ws WHERE x.p >= f.p AND bitmapAndCardinality(f.f, x.v) > 0`;
const hiddenRows = `(SELECT ws, arrayJoin(bitmapToArray(h)) FROM hid)`;

/** Every answer of many workspaces at once, from the tables of the store alone. */
const questions: Record<keyof Answers, string> = {
  orderGrid: grid('order'),
  activityGrid: grid(''),
  revenue: `WITH ${hidden}, ${visible('order')}, ${first}
    SELECT l.ws AS ws, concat(toString(c), ' ', toString(m), ' ', toString(sum(q.n)), ' ', toString(sum(q.amount_minor))) AS cell
    FROM cust_month AS q INNER JOIN (SELECT ws, p AS c, arrayJoin(bitmapToArray(f)) AS no FROM fst) AS l ON l.ws = q.ws AND l.no = q.no
    WHERE q.ws IN {all:Array(UInt32)} AND metric = 'order' GROUP BY l.ws, c, m HAVING sum(q.n) > 0 OR sum(q.amount_minor) != 0`,
  segment: `WITH ${hidden},
    bought AS (SELECT ws, groupBitmapState(no) AS b FROM (SELECT ws, no FROM cust_day AS q WHERE ws IN {all:Array(UInt32)} AND metric = 'order' AND d > {day:UInt16} - 90 AND d <= {day:UInt16} GROUP BY ws, no HAVING sum(q.n) >= 2) GROUP BY ws),
    seen AS (SELECT ws, groupBitmapMergeState(bits) AS b FROM sets WHERE ws IN {all:Array(UInt32)} AND kind = 'day' AND key = '' AND period > {day:UInt16} - 30 AND period <= {day:UInt16} GROUP BY ws)
    SELECT o.ws AS ws, toString(bitmapAndnotCardinality(bitmapAndnot(o.b, hid.h), seen.b)) AS cell FROM bought AS o LEFT JOIN seen ON seen.ws = o.ws LEFT JOIN hid ON hid.ws = o.ws`,
  customers: `WITH ${hidden} SELECT ws, toString(count()) AS cell FROM customers FINAL WHERE ws IN {all:Array(UInt32)} AND (ws, no) NOT IN ${hiddenRows} GROUP BY ws`,
  countries: `WITH ${hidden} SELECT ws, concat(country, ' ', toString(count())) AS cell FROM customers FINAL WHERE ws IN {all:Array(UInt32)} AND country != '' AND (ws, no) NOT IN ${hiddenRows} GROUP BY ws, country`,
  tickets: `WITH ${hidden} SELECT ws, concat(toString(count()), ' ', toString(sum(ifNull(csat, 0)))) AS cell FROM tickets FINAL WHERE ws IN {all:Array(UInt32)} AND (ws, no) NOT IN ${hiddenRows} GROUP BY ws`,
};

const empty: Answers = {
  orderGrid: '',
  activityGrid: '',
  revenue: '',
  segment: '0',
  customers: '0',
  countries: '',
  tickets: '0 0',
};

/** Answers by the workspace's number in the store. */
export async function askStore(
  writer: AnalyticsWriter,
  all: readonly number[],
  asOfDay: number,
): Promise<Map<number, Answers>> {
  const found = new Map(all.map((no) => [no, { ...empty }]));
  for (const kind of answerKinds) {
    const rows = await writer.query(questions[kind], z.object({ ws: z.int(), cell: z.string() }), {
      all,
      day: asOfDay,
    });
    const cells = new Map<number, string[]>();
    for (const { ws, cell } of rows) cells.set(ws, [...(cells.get(ws) ?? []), cell]);
    for (const [ws, some] of cells) {
      const answers = found.get(ws);
      if (answers) answers[kind] = some.toSorted().join(';');
    }
  }
  return found;
}
