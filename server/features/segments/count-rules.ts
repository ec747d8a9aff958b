import type { ServiceContext } from '@/server/platform/context';
import type { ExpandedNode } from './domain/expand';
import type { Place } from './domain/predicates';
import { countSets } from './members.ch';
import { planRules } from './plan.ch';

/** Rules in one statement: enough to share their scans, few enough for its size. */
const atOnce = 12;

export const chunksOf = <T>(list: readonly T[], size = atOnce): T[][] =>
  Array.from({ length: Math.ceil(list.length / size) }, (_, i) => list.slice(i * size, (i + 1) * size));

/** Customers of each rule, in order, and of the whole workspace. */
export async function countRules(
  ctx: Pick<ServiceContext, 'ch'>,
  rules: readonly ExpandedNode[],
  place: Place,
): Promise<{ base: number; counts: number[] }> {
  const answers: { base: number; counts: number[] }[] = [];
  for (const chunk of rules.length > 0 ? chunksOf(rules) : [[]]) {
    const plan = planRules(chunk, place);
    const names = plan.rules.map(([whole]) => whole?.own ?? 'base');
    answers.push(...(await ctx.ch.run(countSets(plan, names), plan.values)));
  }
  return { base: answers[0]?.base ?? 0, counts: answers.flatMap(({ counts }) => counts) };
}
