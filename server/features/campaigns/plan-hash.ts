import { createHash } from 'node:crypto';
import type { campaigns } from '@/db/schema';
import { canonicalJson } from './domain/canonical';

type Sealed = Pick<
  typeof campaigns.$inferSelect,
  'id' | 'channel' | 'segment' | 'audience' | 'controlShare' | 'salt' | 'plan' | 'subject' | 'message' | 'webhookUrl'
>;

/** SHA-256 of everything that decides the read-out and of what the treated get, as canonical JSON. */
export function planHashOf(campaign: Sealed): string {
  const { id, channel, segment, audience, controlShare, salt, plan, subject, message, webhookUrl } = campaign;
  // Seals from before the rule was part of them held less.
  const more = audience === null ? {} : { audience, subject, message, webhookUrl };
  return createHash('sha256')
    .update(canonicalJson({ id, channel, segment, controlShare, salt, plan, ...more }))
    .digest('hex');
}
