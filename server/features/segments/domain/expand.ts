import type { Condition, RuleNode } from '@/db/schema/segments.constants';

/** A rule without references: what a saved segment stands for has taken its place. */
export type ExpandedNode =
  | { all: ExpandedNode[] }
  | { any: ExpandedNode[] }
  | { not: ExpandedNode }
  | { saved: ExpandedNode }
  | Exclude<Condition, { segment: string }>;

/** The same rule with each reference to a segment put through `change`. */
export function mapSegments(node: RuleNode, change: (segment: string) => string): RuleNode {
  if ('all' in node) return { all: node.all.map((one) => mapSegments(one, change)) };
  if ('any' in node) return { any: node.any.map((one) => mapSegments(one, change)) };
  if ('not' in node) return { not: mapSegments(node.not, change) };
  return 'segment' in node ? { segment: change(node.segment) } : node;
}

/** Every segment that a rule names itself, once. */
export function segmentsIn(node: RuleNode): string[] {
  const found = new Set<string>();
  mapSegments(node, (segment) => {
    found.add(segment);
    return segment;
  });
  return [...found];
}

/** `open` gives the rule behind a reference, and throws where there is none or the way leads in a circle. */
export function expandRule(node: RuleNode, open: (segment: string) => ExpandedNode): ExpandedNode {
  if ('all' in node) return { all: node.all.map((one) => expandRule(one, open)) };
  if ('any' in node) return { any: node.any.map((one) => expandRule(one, open)) };
  if ('not' in node) return { not: expandRule(node.not, open) };
  return 'segment' in node ? { saved: open(node.segment) } : node;
}

/** The same rule as one that could be typed: a saved segment is no more than what stands in it. */
export function writeOut(node: ExpandedNode): RuleNode {
  if ('saved' in node) return writeOut(node.saved);
  if ('all' in node) return { all: node.all.map(writeOut) };
  if ('any' in node) return { any: node.any.map(writeOut) };
  if ('not' in node) return { not: writeOut(node.not) };
  const { v: _, ...condition } = node as typeof node & { v?: 1 };
  return condition as RuleNode;
}
