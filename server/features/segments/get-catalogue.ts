import { requirePermission } from '@/server/auth/require-permission';
import type { ServiceContext } from '@/server/platform/context';
import { eventNames, traitNames } from './catalogue.ch';
import { writtenEvent } from './domain/activity';

export interface SegmentCatalogue {
  /** Traits of the workspace's own, and events as a rule writes them, each with the customers that have or did them. */
  traits: { name: string; customers: number }[];
  events: { name: string; customers: number }[];
}

/** What conditions can be about in this workspace. */
export async function getSegmentCatalogue(ctx: ServiceContext): Promise<SegmentCatalogue> {
  requirePermission(ctx, 'segments:read');
  const [traits, events] = await Promise.all([ctx.ch.run(traitNames, {}), ctx.ch.run(eventNames, {})]);
  return {
    traits,
    events: events.map(({ name, customers }) => ({
      name: writtenEvent(name.startsWith('\\') ? name.slice(1) : name),
      customers,
    })),
  };
}
