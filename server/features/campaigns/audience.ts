import { planSegment } from '@/server/features/segments';
import type { ServiceContext } from '@/server/platform/context';
import { type Audience, audienceOf, everyone } from './audience.ch';

/** The audience of a campaign by its segment's name or id; null is every customer. Throws `not_found`. */
export async function openAudience(ctx: ServiceContext, segment: string | null): Promise<Audience> {
  return segment === null ? everyone : audienceOf(await planSegment(ctx, { segment }));
}
