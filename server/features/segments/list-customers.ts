import type { Rule } from '@/db/schema/segments.constants';
import { requirePermission } from '@/server/auth/require-permission';
import type { ServiceContext } from '@/server/platform/context';
import { withWorkspace } from '@/server/platform/transaction';
import { placeOf, readBook } from './internal';
import { type MemberRow, setMembers } from './members.ch';
import { planRules } from './plan.ch';
import type { ListSegmentCustomersInput } from './schemas';

export interface SegmentCustomer {
  id: string;
  externalId: string;
  name: string;
  email: string;
  country: string;
  orders: number;
  spendMinor: number;
}

/** Customers of a rule, saved or not, by number. `next` is the cursor of the next page. */
export async function listSegmentCustomers(
  ctx: ServiceContext,
  { rule, at, cursor, limit }: ListSegmentCustomersInput,
): Promise<{ rows: SegmentCustomer[]; next: number | undefined }> {
  requirePermission(ctx, 'segments:read');
  requirePermission(ctx, 'customers:read');
  const asked = await askMembers(ctx, rule, at);
  const rows = await ctx.ch.run(asked.question, { ...asked.values, after: cursor, limit: limit + 1 });
  const page = rows.slice(0, limit);
  return { rows: page.map(toCustomer), next: rows.length > limit ? page.at(-1)?.no : undefined };
}

/** All customers of a rule as they come, for exports and audiences. */
export async function* streamSegmentCustomers(
  ctx: ServiceContext,
  input: { rule: Rule; at?: string | undefined },
): AsyncGenerator<SegmentCustomer> {
  requirePermission(ctx, 'segments:read');
  requirePermission(ctx, 'customers:read');
  const asked = await askMembers(ctx, input.rule, input.at);
  for await (const row of ctx.ch.stream(asked.question, { ...asked.values, after: 0, limit: 0xffffffff }))
    yield toCustomer(row);
}

async function askMembers(ctx: ServiceContext, rule: Rule, at: string | undefined) {
  const book = await withWorkspace(ctx, (tx) => readBook(tx, ctx));
  const plan = planRules([book.expand(rule)], await placeOf(ctx, at));
  return { question: setMembers(plan, plan.rules[0]?.[0]?.own ?? 'base'), values: plan.values };
}

const toCustomer = ({ id, external_id, name, email, country, orders, spend_minor }: MemberRow): SegmentCustomer => ({
  id,
  externalId: external_id,
  name,
  email,
  country,
  orders,
  spendMinor: spend_minor,
});
