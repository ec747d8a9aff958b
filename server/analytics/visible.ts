/**
 * Who counts. Numbers that were merged away, restated or erased are dead; those being filled are staged until they are
 * live. All three sets only grow, so that any set of customers is right after one ANDNOT.
 * `WITH ${hiddenCustomers} SELECT … WHERE ${isVisible('no')}`, or `bitmapAndnot(bits, (SELECT h FROM hid))`.
 */
export const hiddenCustomers = `hid AS (
  SELECT bitmapOr(
    groupBitmapMergeStateIf(bits, kind = 'dead'),
    bitmapAndnot(groupBitmapMergeStateIf(bits, kind = 'staged'), groupBitmapMergeStateIf(bits, kind = 'live'))
  ) AS h
  FROM sets WHERE ws = {ws:UInt32} AND kind IN ('dead', 'staged', 'live')
)`;

export const isVisible = (column: 'no' | 'c.no' | 'f.no' | 'q.no'): string =>
  `NOT bitmapContains((SELECT h FROM hid), ${column})`;
