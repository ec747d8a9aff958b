import type { Rule, RuleNode } from '@/db/schema/segments.constants';
import { firstDayOf, lastDayOf, periodNumberOf } from '@/server/platform/calendar';
import type { CohortSpec } from '../schemas';

/** Cohorts write an event named like a word of theirs with a backslash; rules keep that for `any` alone. */
const eventOf = (name: string): string => (/^\\(order|first_order)$/.test(name) ? name.slice(1) : name);

const did = (name: string, window: { from: string; to?: string }): RuleNode =>
  name === 'order'
    ? { orders: 'count', op: 'at_least', value: 1, ...window }
    : { did: eventOf(name), op: 'at_least', times: 1, ...window };

/** Customers of a cell as the rule of a segment: entered in its period, and active in the asked one, or not. */
export function ruleOfCell(
  spec: CohortSpec,
  { start, period, side }: { start: string; period: number; side: 'in' | 'out' },
): Rule {
  const entered = periodNumberOf(start, spec.by);
  const between = { op: 'between', from: start, to: lastDayOf(entered, spec.by) } as const;
  const first: RuleNode =
    spec.start === 'first_order' ? { orders: 'first', ...between } : { first: eventOf(spec.start), ...between };
  const from = firstDayOf(entered + period, spec.by);
  const back = did(spec.return, {
    from,
    ...(spec.criteria === 'on' && { to: lastDayOf(entered + period, spec.by) }),
  });
  const among: RuleNode[] = spec.segment === undefined ? [] : [{ segment: spec.segment }];
  return { v: 1, all: [first, side === 'in' ? back : { not: back }, ...among] };
}
