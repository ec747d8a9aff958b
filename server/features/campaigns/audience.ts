import type { SealedRule } from '@/db/schema/segments.constants';
import { planSealed, sealSegment } from '@/server/features/segments';
import type { ServiceContext } from '@/server/platform/context';
import { type Audience, audienceOf } from './audience.ch';

/** The audience of a rule as sealed: whoever asks, and whenever, it is the same rule and the same day. */
export const openSealed = (ctx: ServiceContext, sealed: SealedRule): Audience => audienceOf(planSealed(ctx, sealed));

/** The audience of a draft by its segment's name or id; null is every customer. Throws `not_found`. */
export const openAudience = async (ctx: ServiceContext, segment: string | null): Promise<Audience> =>
  openSealed(ctx, await sealSegment(ctx, { segment }));
