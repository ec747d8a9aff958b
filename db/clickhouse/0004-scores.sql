-- What a model gave to each distinct purchase history (x repeats, tx and t in days) in one run; numbers join by history.
CREATE TABLE IF NOT EXISTS {db}.history_scores {on} (
  ws UInt32, run UUID, x UInt32, tx UInt16, t UInt16,
  p_alive Float64, chance Float64, chance_low Nullable(Float64), chance_high Nullable(Float64), purchases Float64
) ENGINE = {eng:ReplacingMergeTree} ORDER BY (ws, run, x, tx, t);

-- Scores of one run. chance: of leaving within the horizon; value: over the horizon if still a customer, in minor units
-- or, where spend could not be modelled, in purchases; at_risk = chance × value, 0 for the lost.
CREATE TABLE IF NOT EXISTS {db}.scores {on} (
  ws UInt32, run UUID, no UInt32,
  p_alive Float64, chance Float64, chance_low Nullable(Float64), chance_high Nullable(Float64), value Float64, at_risk Float64, lost UInt8,
  orders UInt32, first_d UInt16, last_d UInt16
) ENGINE = {eng:ReplacingMergeTree} ORDER BY (ws, run, no);
