-- Facts only grow. A block is inserted once (deduplication token, also in every view behind it); whatever is not an
-- addition moves the customer to a fresh `no` (server/features/facts). `ws` is the workspace's number in this store.
-- `d` and `m` are days and months since 1970-01 in the workspace's zone: the record computes d, m follows from it.
-- `seq` leads to the accepted row. `properties_json` exists only on insert.
CREATE TABLE IF NOT EXISTS {db}.events {on} (
  ws UInt32,
  no UInt32,
  ts DateTime64(3, 'UTC'),
  d UInt16,
  m UInt16 DEFAULT toUInt16(toYear(toDate(d)) * 12 + toMonth(toDate(d)) - 23641),
  event LowCardinality(String),
  seq UInt64 CODEC(Delta, LZ4),
  contact String,
  subscription String,
  properties_json String EPHEMERAL,
  properties Map(LowCardinality(String), String) DEFAULT JSONExtract(properties_json, 'Map(LowCardinality(String), String)')
) ENGINE = {eng:MergeTree} ORDER BY (ws, no, ts)
SETTINGS non_replicated_deduplication_window = 10000, replicated_deduplication_window = 10000;

-- A purchase has a positive, zero or unknown amount; a refund a negative one. `amount_minor` is in the workspace's
-- currency and empty when unknown or without a rate; `original_minor` is as it came, in `currency`.
CREATE TABLE IF NOT EXISTS {db}.orders {on} (
  ws UInt32,
  no UInt32,
  ts DateTime64(3, 'UTC'),
  d UInt16,
  m UInt16 DEFAULT toUInt16(toYear(toDate(d)) * 12 + toMonth(toDate(d)) - 23641),
  seq UInt64 CODEC(Delta, LZ4),
  id String,
  amount_minor Nullable(Int64),
  original_minor Nullable(Int64),
  currency LowCardinality(String),
  purchase UInt8 DEFAULT ifNull(coalesce(amount_minor, original_minor) >= 0, 1),
  quantity Nullable(Int32),
  product_id String,
  product_name String,
  category LowCardinality(String),
  channel LowCardinality(String),
  cost_minor Nullable(Int64),
  discount_minor Nullable(Int64),
  offer_code LowCardinality(String),
  properties_json String EPHEMERAL,
  properties Map(LowCardinality(String), String) DEFAULT JSONExtract(properties_json, 'Map(LowCardinality(String), String)')
) ENGINE = {eng:MergeTree} ORDER BY (ws, no, ts)
SETTINGS non_replicated_deduplication_window = 10000, replicated_deduplication_window = 10000;
