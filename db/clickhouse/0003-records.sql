-- Records by id: the newest version (block) wins, read them with FINAL. A move writes them again under the fresh `no`;
-- numbers that do not count hide the old rows. Absent texts are ''.
CREATE TABLE IF NOT EXISTS {db}.customers {on} (
  ws UInt32, no UInt32, id UUID, external_id String, name String, email String,
  created_at Nullable(DateTime64(3, 'UTC')), parent_id String, owner_email String,
  country LowCardinality(String), timezone LowCardinality(String), locale LowCardinality(String),
  acquisition_channel LowCardinality(String), acquisition_cost_minor Nullable(Int64), referred_by String, is_test UInt8,
  traits_json String EPHEMERAL,
  traits Map(LowCardinality(String), String) DEFAULT JSONExtract(traits_json, 'Map(LowCardinality(String), String)'),
  version UInt64
) ENGINE = {eng:ReplacingMergeTree}(version) ORDER BY (ws, no)
SETTINGS non_replicated_deduplication_window = 10000, replicated_deduplication_window = 10000;

CREATE TABLE IF NOT EXISTS {db}.contacts {on} (
  ws UInt32, no UInt32, id String, email String, name String, role LowCardinality(String),
  traits_json String EPHEMERAL,
  traits Map(LowCardinality(String), String) DEFAULT JSONExtract(traits_json, 'Map(LowCardinality(String), String)'),
  version UInt64
) ENGINE = {eng:ReplacingMergeTree}(version) ORDER BY (ws, no, id)
SETTINGS non_replicated_deduplication_window = 10000, replicated_deduplication_window = 10000;

-- Counts on day x when started_on ≤ x and (no ended_on or ended_on > x). `unit_limit` is the stream's `limit`.
CREATE TABLE IF NOT EXISTS {db}.subscription_periods {on} (
  ws UInt32, no UInt32, id String, started_on Date32, ended_on Nullable(Date32),
  mrr_minor Nullable(Int64), original_minor Nullable(Int64), currency LowCardinality(String), interval LowCardinality(String),
  plan LowCardinality(String), seats Nullable(Int32), seats_used Nullable(Int32), unit_limit Nullable(Int64), used Nullable(Int64),
  renews_on Nullable(Date32),
  traits_json String EPHEMERAL,
  traits Map(LowCardinality(String), String) DEFAULT JSONExtract(traits_json, 'Map(LowCardinality(String), String)'),
  version UInt64
) ENGINE = {eng:ReplacingMergeTree}(version) ORDER BY (ws, no, id)
SETTINGS non_replicated_deduplication_window = 10000, replicated_deduplication_window = 10000;

CREATE TABLE IF NOT EXISTS {db}.tickets {on} (
  ws UInt32, no UInt32, id String, opened_at DateTime64(3, 'UTC'), d UInt16, m UInt16 DEFAULT toUInt16(toYear(toDate(d)) * 12 + toMonth(toDate(d)) - 23641), closed_at Nullable(DateTime64(3, 'UTC')),
  priority LowCardinality(String), escalated Nullable(UInt8), first_response_minutes Nullable(Float64), csat Nullable(Float64),
  subject String, text String,
  properties_json String EPHEMERAL,
  properties Map(LowCardinality(String), String) DEFAULT JSONExtract(properties_json, 'Map(LowCardinality(String), String)'),
  version UInt64
) ENGINE = {eng:ReplacingMergeTree}(version) ORDER BY (ws, no, id)
SETTINGS non_replicated_deduplication_window = 10000, replicated_deduplication_window = 10000;

CREATE TABLE IF NOT EXISTS {db}.conversations {on} (
  ws UInt32, no UInt32, id String, started_at DateTime64(3, 'UTC'), d UInt16, m UInt16 DEFAULT toUInt16(toYear(toDate(d)) * 12 + toMonth(toDate(d)) - 23641),
  resolved_by LowCardinality(String), handed_over Nullable(UInt8), csat Nullable(Float64), topic LowCardinality(String), text String,
  properties_json String EPHEMERAL,
  properties Map(LowCardinality(String), String) DEFAULT JSONExtract(properties_json, 'Map(LowCardinality(String), String)'),
  version UInt64
) ENGINE = {eng:ReplacingMergeTree}(version) ORDER BY (ws, no, id)
SETTINGS non_replicated_deduplication_window = 10000, replicated_deduplication_window = 10000;

CREATE TABLE IF NOT EXISTS {db}.responses {on} (
  ws UInt32, no UInt32, id String, answered_at DateTime64(3, 'UTC'), d UInt16, m UInt16 DEFAULT toUInt16(toYear(toDate(d)) * 12 + toMonth(toDate(d)) - 23641),
  kind LowCardinality(String), score Nullable(Float64), text String, channel LowCardinality(String),
  properties_json String EPHEMERAL,
  properties Map(LowCardinality(String), String) DEFAULT JSONExtract(properties_json, 'Map(LowCardinality(String), String)'),
  version UInt64
) ENGINE = {eng:ReplacingMergeTree}(version) ORDER BY (ws, no, id)
SETTINGS non_replicated_deduplication_window = 10000, replicated_deduplication_window = 10000;

-- Streams without an id of their own: `id` is the key of the accepted row in hexadecimal.
CREATE TABLE IF NOT EXISTS {db}.churns {on} (
  ws UInt32, no UInt32, id String, churned_on Date32, reason LowCardinality(String), note String, reactivated_on Nullable(Date32),
  properties_json String EPHEMERAL,
  properties Map(LowCardinality(String), String) DEFAULT JSONExtract(properties_json, 'Map(LowCardinality(String), String)'),
  version UInt64
) ENGINE = {eng:ReplacingMergeTree}(version) ORDER BY (ws, no, id)
SETTINGS non_replicated_deduplication_window = 10000, replicated_deduplication_window = 10000;

CREATE TABLE IF NOT EXISTS {db}.costs {on} (
  ws UInt32, no UInt32, id String, m UInt16, kind LowCardinality(String), amount_minor Int64, version UInt64
) ENGINE = {eng:ReplacingMergeTree}(version) ORDER BY (ws, no, id)
SETTINGS non_replicated_deduplication_window = 10000, replicated_deduplication_window = 10000;

CREATE TABLE IF NOT EXISTS {db}.arms {on} (
  ws UInt32, no UInt32, id String, campaign LowCardinality(String), arm LowCardinality(String),
  assigned_at DateTime64(3, 'UTC'), d UInt16, m UInt16 DEFAULT toUInt16(toYear(toDate(d)) * 12 + toMonth(toDate(d)) - 23641), version UInt64
) ENGINE = {eng:ReplacingMergeTree}(version) ORDER BY (ws, no, id)
SETTINGS non_replicated_deduplication_window = 10000, replicated_deduplication_window = 10000;

-- Belongs to a channel, not to a customer: `no` is 0.
CREATE TABLE IF NOT EXISTS {db}.spend {on} (
  ws UInt32, no UInt32, id String, channel LowCardinality(String), m UInt16, amount_minor Int64, new_customers Nullable(Int64),
  version UInt64
) ENGINE = {eng:ReplacingMergeTree}(version) ORDER BY (ws, no, id)
SETTINGS non_replicated_deduplication_window = 10000, replicated_deduplication_window = 10000;
