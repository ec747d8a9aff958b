import type { Rule, RuleNode } from '@/db/schema/segments.constants';
import type { RfmBounds } from '../schemas';

/** Scores from the first to the last, both counted. */
export interface ScoreRange {
  r: readonly [number, number];
  f: readonly [number, number];
}

/** Every score of the two measures. */
const lowest = 1;
const highest = 5;

const valuesOf = (
  bounds: RfmBounds['r'],
  [from, to]: readonly [number, number],
): { low: number; high: number } | null => {
  const inside = bounds.filter(({ score }) => score >= from && score <= to);
  if (inside.length === 0) return null;
  return { low: Math.min(...inside.map(({ low }) => low)), high: Math.max(...inside.map(({ high }) => high)) };
};

/** A frequent customer has many purchase days, a recent one few days since the last: scores run against recency. */
function conditionsOf(bounds: RfmBounds, { r, f }: ScoreRange): RuleNode[] | null {
  const [recency, frequency] = [valuesOf(bounds.r, r), valuesOf(bounds.f, f)];
  if (!recency || !frequency) return null;
  return [
    ...(r[0] > lowest ? [{ orders: 'last', op: 'in_last_days', value: recency.high + 1 } as const] : []),
    ...(r[1] < highest ? [{ orders: 'last', op: 'more_than_days_ago', value: recency.low } as const] : []),
    { orders: 'days', op: 'at_least', value: f[0] > lowest ? frequency.low : 1 },
    ...(f[1] < highest ? [{ orders: 'days', op: 'at_most', value: frequency.high } as const] : []),
  ];
}

/** The customers of a field of the grid as a rule of segments, exact on its day; null where nobody has such scores. */
export function ruleOfScores(bounds: RfmBounds, range: ScoreRange): Rule | null {
  const all = conditionsOf(bounds, range);
  return all && { v: 1, all };
}

const champions: ScoreRange = { r: [4, 5], f: [4, 5] };
const fields: Readonly<Record<string, ScoreRange>> = {
  Champions: champions,
  Loyal: { r: [3, 5], f: [3, 5] },
  Potential: { r: [3, 5], f: [1, 2] },
  'At Risk': { r: [1, 2], f: [3, 5] },
  Lost: { r: [1, 2], f: [1, 2] },
};

/** The customers of a named group as a rule; Loyal are those of their field that are no Champions. */
export function ruleOfGroup(bounds: RfmBounds, name: string): Rule | null {
  const field = fields[name];
  const all = field && conditionsOf(bounds, field);
  if (!all) return null;
  const best = name === 'Loyal' ? conditionsOf(bounds, champions) : null;
  return { v: 1, all: best ? [...all, { not: { all: best } }] : all };
}
