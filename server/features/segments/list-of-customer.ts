import { eq } from 'drizzle-orm';
import { customers } from '@/db/schema';
import { requirePermission } from '@/server/auth/require-permission';
import type { ServiceContext } from '@/server/platform/context';
import { AppError } from '@/server/platform/errors';
import { inWorkspace, withWorkspace } from '@/server/platform/transaction';
import { chunksOf } from './count-rules';
import { placeOf, readBook } from './internal';
import { setsOfCustomer } from './members.ch';
import { planRules } from './plan.ch';
import type { CustomerSegmentsInput } from './schemas';

/** The segments a customer is in now. A merged one stands in those of the customer it counts as. */
export async function listSegmentsOfCustomer(
  ctx: ServiceContext,
  input: CustomerSegmentsInput,
): Promise<{ id: string; name: string }[]> {
  requirePermission(ctx, 'segments:read');
  requirePermission(ctx, 'customers:read');
  const { no, book } = await withWorkspace(ctx, async (tx) => {
    const [customer] = await tx
      .select({ no: customers.no })
      .from(customers)
      .where(inWorkspace(ctx, customers, eq(customers.id, input.customerId)));
    if (!customer) throw new AppError('not_found', 'There is no such customer here.');
    return { no: customer.no, book: await readBook(tx, ctx) };
  });
  const place = await placeOf(ctx, undefined);
  const inside: { id: string; name: string }[] = [];
  for (const chunk of chunksOf(book.entries)) {
    const plan = planRules(
      chunk.map(({ id }) => book.expand({ segment: id })),
      place,
    );
    const names = plan.rules.map(([whole]) => whole?.own ?? 'base');
    const [answer] = await ctx.ch.run(setsOfCustomer(plan, names), { ...plan.values, no });
    inside.push(...chunk.filter((_, at) => answer?.inside[at] === 1).map(({ id, name }) => ({ id, name })));
  }
  return inside;
}
