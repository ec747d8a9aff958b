-- Sums over facts, exact whatever has been merged: read them with sum(), never with FINAL. `metric` is 'order'.
-- n: purchases; amount_minor: net of refunds; gross_minor: purchases only; unknown: purchases without an amount.
CREATE TABLE IF NOT EXISTS {db}.cust_month {on} (
  ws UInt32, metric LowCardinality(String), no UInt32, m UInt16,
  n Int64, amount_minor Int64, gross_minor Int64, unknown Int64
) ENGINE = {eng:SummingMergeTree} ORDER BY (ws, metric, no, m)
SETTINGS non_replicated_deduplication_window = 10000, replicated_deduplication_window = 10000;

-- Day first: the last n days are one key range.
CREATE TABLE IF NOT EXISTS {db}.cust_day {on} (
  ws UInt32, metric LowCardinality(String), d UInt16, no UInt32,
  n Int64, amount_minor Int64, gross_minor Int64, unknown Int64
) ENGINE = {eng:SummingMergeTree} ORDER BY (ws, metric, d, no)
SETTINGS non_replicated_deduplication_window = 10000, replicated_deduplication_window = 10000;

-- One customer's totals; first_at and last_at are of purchases for metric 'order', of any activity for metric ''.
CREATE TABLE IF NOT EXISTS {db}.cust {on} (
  ws UInt32, metric LowCardinality(String), no UInt32,
  n SimpleAggregateFunction(sum, Int64),
  amount_minor SimpleAggregateFunction(sum, Int64),
  gross_minor SimpleAggregateFunction(sum, Int64),
  unknown SimpleAggregateFunction(sum, Int64),
  first_at SimpleAggregateFunction(min, Nullable(DateTime64(3, 'UTC'))),
  last_at SimpleAggregateFunction(max, Nullable(DateTime64(3, 'UTC')))
) ENGINE = {eng:AggregatingMergeTree} ORDER BY (ws, metric, no)
SETTINGS non_replicated_deduplication_window = 10000, replicated_deduplication_window = 10000;

-- Sets of customer numbers, merged by OR. kind 'month' and 'day': who was active in a period, key '' by anything,
-- 'order' by a purchase, else by that event (an event called 'order', '' or \… has a \ before its name).
-- kind 'dead', 'staged', 'live': who counts is everybody outside dead ∪ (staged ∖ live). 'segment', 'arm': by version.
CREATE TABLE IF NOT EXISTS {db}.sets {on} (
  ws UInt32, kind LowCardinality(String), key LowCardinality(String), period UInt16, version UInt64,
  bits AggregateFunction(groupBitmap, UInt32)
) ENGINE = {eng:AggregatingMergeTree} ORDER BY (ws, kind, key, period, version)
SETTINGS index_granularity = 16, non_replicated_deduplication_window = 10000, replicated_deduplication_window = 10000;

CREATE MATERIALIZED VIEW IF NOT EXISTS {db}.orders_to_cust_month {on} TO {db}.cust_month AS
SELECT ws, 'order' AS metric, no, m, toInt64(sum(f.purchase)) AS n, sum(ifNull(f.amount_minor, 0)) AS amount_minor,
  sumIf(ifNull(f.amount_minor, 0), f.purchase = 1) AS gross_minor, toInt64(countIf(f.purchase = 1 AND isNull(f.amount_minor))) AS unknown
FROM {db}.orders AS f GROUP BY ws, metric, no, m;

CREATE MATERIALIZED VIEW IF NOT EXISTS {db}.orders_to_cust_day {on} TO {db}.cust_day AS
SELECT ws, 'order' AS metric, d, no, toInt64(sum(f.purchase)) AS n, sum(ifNull(f.amount_minor, 0)) AS amount_minor,
  sumIf(ifNull(f.amount_minor, 0), f.purchase = 1) AS gross_minor, toInt64(countIf(f.purchase = 1 AND isNull(f.amount_minor))) AS unknown
FROM {db}.orders AS f GROUP BY ws, metric, d, no;

CREATE MATERIALIZED VIEW IF NOT EXISTS {db}.orders_to_cust {on} TO {db}.cust AS
SELECT ws, arrayJoin(['', 'order']) AS metric, no, toInt64(sum(f.purchase)) AS n, sum(ifNull(f.amount_minor, 0)) AS amount_minor,
  sumIf(ifNull(f.amount_minor, 0), f.purchase = 1) AS gross_minor, toInt64(countIf(f.purchase = 1 AND isNull(f.amount_minor))) AS unknown,
  minOrNullIf(f.ts, f.purchase = 1) AS first_at, maxOrNullIf(f.ts, f.purchase = 1) AS last_at
FROM {db}.orders AS f GROUP BY ws, metric, no;

CREATE MATERIALIZED VIEW IF NOT EXISTS {db}.events_to_cust {on} TO {db}.cust AS
SELECT ws, '' AS metric, no, toInt64(count()) AS n, toInt64(0) AS amount_minor, toInt64(0) AS gross_minor, toInt64(0) AS unknown,
  toNullable(min(f.ts)) AS first_at, toNullable(max(f.ts)) AS last_at
FROM {db}.events AS f GROUP BY ws, metric, no;

CREATE MATERIALIZED VIEW IF NOT EXISTS {db}.orders_to_sets_month {on} TO {db}.sets AS
SELECT ws, 'month' AS kind, arrayJoin(['', 'order']) AS key, m AS period, toUInt64(0) AS version, groupBitmapState(no) AS bits
FROM {db}.orders WHERE purchase = 1 GROUP BY ws, key, period;

CREATE MATERIALIZED VIEW IF NOT EXISTS {db}.orders_to_sets_day {on} TO {db}.sets AS
SELECT ws, 'day' AS kind, arrayJoin(['', 'order']) AS key, d AS period, toUInt64(0) AS version, groupBitmapState(no) AS bits
FROM {db}.orders WHERE purchase = 1 GROUP BY ws, key, period;

CREATE MATERIALIZED VIEW IF NOT EXISTS {db}.events_to_sets_month {on} TO {db}.sets AS
SELECT ws, 'month' AS kind, arrayJoin(['', if(event IN ('', 'order') OR startsWith(event, '\\'), concat('\\', event), event)]) AS key,
  m AS period, toUInt64(0) AS version, groupBitmapState(no) AS bits
FROM {db}.events GROUP BY ws, key, period;

CREATE MATERIALIZED VIEW IF NOT EXISTS {db}.events_to_sets_day {on} TO {db}.sets AS
SELECT ws, 'day' AS kind, arrayJoin(['', if(event IN ('', 'order') OR startsWith(event, '\\'), concat('\\', event), event)]) AS key,
  d AS period, toUInt64(0) AS version, groupBitmapState(no) AS bits
FROM {db}.events GROUP BY ws, key, period;
