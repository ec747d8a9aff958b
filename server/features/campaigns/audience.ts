import type { ServiceContext } from '@/server/platform/context';
import { AppError } from '@/server/platform/errors';
import { type Audience, everyone } from './audience.ch';

/** The audience of a campaign by its segment; null is every customer. Throws `not_found`. */
export async function openAudience(_ctx: Pick<ServiceContext, 'workspace'>, segment: string | null): Promise<Audience> {
  if (segment === null) return everyone;
  throw new AppError('not_found', `There is no segment ${segment}.`, { field: 'segment' });
}
