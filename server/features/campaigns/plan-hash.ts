import { createHash } from 'node:crypto';
import type { campaigns } from '@/db/schema';
import { canonicalJson } from './domain/canonical';

type Sealed = Pick<typeof campaigns.$inferSelect, 'id' | 'channel' | 'segment' | 'controlShare' | 'salt' | 'plan'>;

/** SHA-256 of everything that decides the read-out, as canonical JSON. */
export const planHashOf = ({ id, channel, segment, controlShare, salt, plan }: Sealed): string =>
  createHash('sha256').update(canonicalJson({ id, channel, segment, controlShare, salt, plan })).digest('hex');
