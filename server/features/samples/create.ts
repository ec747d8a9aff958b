import { createWorkspace } from '@/server/features/workspaces';
import type { PersonContext, Workspace } from '@/server/platform/context';
import { isAppError } from '@/server/platform/errors';

type Maker = Pick<PersonContext, 'db' | 'keys' | 'clock' | 'rng'>;

type Of = { owner: string } | { copy: { takesSlug: string; requestedBy: string } };

/** An empty workspace for the sample shop at the first address that is free: sample, sample-2, … */
export async function createSampleWorkspace(ctx: Maker, of: Of): Promise<Workspace> {
  const shop = { name: 'Harbour Coffee', count: 'people' as const, currency: 'USD', timezone: 'America/New_York' };
  for (let number = 1; ; number += 1) {
    try {
      const slug = number === 1 ? 'sample' : `sample-${number}`;
      return await createWorkspace(ctx, { ...shop, ...of, slug, isSample: true });
    } catch (error) {
      if (!isAppError(error, 'conflict')) throw error;
    }
  }
}
