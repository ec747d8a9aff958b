import { requirePermission } from '@/server/auth/require-permission';
import { getRisk } from '@/server/features/risk';
import type { ServiceContext } from '@/server/platform/context';
import type { QueueState } from './schemas';
import { queueStanding } from './standing.ch';

/** What the queue as a whole holds, or why there is none. */
export async function getQueue(ctx: ServiceContext): Promise<QueueState> {
  requirePermission(ctx, 'queue:read');
  const risk = await getRisk(ctx);
  if (risk.state !== 'ready') return { risk, halfHeldBy: 0, usualChance: 0 };
  const [standing] = await ctx.ch.run(queueStanding, { run: risk.run.id });
  return { risk, halfHeldBy: standing?.customers ?? 0, usualChance: standing?.usual ?? 0 };
}
