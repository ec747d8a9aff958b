import { requirePermission } from '@/server/auth/require-permission';
import type { ServiceContext } from '@/server/platform/context';
import { eventPropertyValues, orderPropertyValues, planValues, traitValues } from './catalogue.ch';
import { eventOf } from './domain/activity';
import type { ListValuesInput } from './schemas';

/** The fifty most frequent values of a field, with the customers that have them. */
export async function listSegmentValues(
  ctx: ServiceContext,
  { of, name = '', event = '' }: ListValuesInput,
): Promise<{ value: string; customers: number }[]> {
  requirePermission(ctx, 'segments:read');
  if (of === 'trait') return ctx.ch.run(traitValues, { name });
  if (of === 'plan') return ctx.ch.run(planValues, {});
  if (of === 'order_property') return ctx.ch.run(orderPropertyValues, { name });
  return ctx.ch.run(eventPropertyValues, { name, event: eventOf(event) });
}
