import { hiddenCustomers } from '@/server/analytics';
import { type Bindings, createBindings } from './domain/bindings';
import type { ExpandedNode } from './domain/expand';
import type { Place } from './domain/predicates';
import { leafOf } from './leaves.ch';

/** The sets of one part of a rule. `path` is written as in the rule's faults, '' for the whole. */
export interface PartSets {
  path: string;
  /** Customers for whom this part holds. */
  own: string;
  /** In a group of which all must hold: those left after this part and the ones before it. */
  left: string;
}

/** Rules as one statement: each part a bitmap of visible customers in a common table expression of its own. */
export interface Plan {
  /** What follows WITH. `base` and every set hold one bitmap `b`. */
  ctes: string;
  values: Bindings['values'];
  /** Of each rule, the whole first. */
  rules: PartSets[][];
}

const base = `base AS (
  SELECT bitmapAndnot(groupBitmapState(c.no), (SELECT h FROM hid)) AS b FROM customers AS c WHERE c.ws = {ws:UInt32}
)`;

export const setOf = (name: string): string => `(SELECT b FROM ${name})`;
const everyone = setOf('base');

export function planRules(rules: readonly ExpandedNode[], place: Place): Plan {
  const bindings = createBindings();
  const names = new Map<string, string>();
  const keep = (select: string): string => {
    const known = names.get(select);
    const name = known ?? `s${names.size}`;
    if (known === undefined) names.set(select, name);
    return name;
  };
  const planned = rules.map((rule) => {
    const parts: PartSets[] = [];
    const own = setsOf(rule, '', { keep, bindings, place, parts });
    return [{ path: '', own, left: own }, ...parts];
  });
  const steps = [...names].map(([select, name]) => `${name} AS (${select})`);
  return { ctes: [hiddenCustomers, base, ...steps].join(',\n'), values: bindings.values, rules: planned };
}

interface Planning {
  keep(select: string): string;
  bindings: Bindings;
  place: Place;
  parts: PartSets[];
}

/** The name of the set of a node; parts below it are noted on the way. */
function setsOf(node: ExpandedNode, path: string, planning: Planning): string {
  const { keep } = planning;
  if ('all' in node) return groupOf(node.all, path, { planning, kind: 'all' });
  if ('any' in node) return groupOf(node.any, path, { planning, kind: 'any' });
  if ('saved' in node) return setsOf(node.saved, path, { ...planning, parts: [] });
  if ('not' in node) {
    const inner = setsOf(node.not, under(path, 'not'), planning);
    planning.parts.push({ path: under(path, 'not'), own: inner, left: inner });
    return keep(`SELECT bitmapAndnot(${everyone}, ${setOf(inner)}) AS b`);
  }
  const { select, except } = leafOf(node, planning);
  return keep(`SELECT ${except ? 'bitmapAndnot' : 'bitmapAnd'}(${everyone}, x) AS b FROM (${select})`);
}

const under = (path: string, part: string) => (path === '' ? part : `${path}.${part}`);

function groupOf(
  nodes: readonly ExpandedNode[],
  path: string,
  { planning, kind }: { planning: Planning; kind: 'all' | 'any' },
): string {
  const { keep, parts } = planning;
  const operation = kind === 'all' ? 'bitmapAnd' : 'bitmapOr';
  const start = kind === 'all' ? 'base' : keep(`SELECT bitmapAndnot(${everyone}, ${everyone}) AS b`);
  return nodes.reduce((before, node, at) => {
    const here = under(path, `${kind}[${at}]`);
    const own = setsOf(node, here, planning);
    const after = at === 0 ? own : keep(`SELECT ${operation}(${setOf(before)}, ${setOf(own)}) AS b`);
    parts.push({ path: here, own, left: kind === 'all' ? after : own });
    return after;
  }, start);
}
