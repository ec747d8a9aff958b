import { and, eq, inArray, isNull, lt, or, type SQL, sql } from 'drizzle-orm';
import { modelRequests } from '@/db/schema';
import type { ServiceContext } from '@/server/platform/context';
import { newId } from '@/server/platform/ids';
import { inWorkspace, withWorkspace } from '@/server/platform/transaction';

export type RequestRow = typeof modelRequests.$inferSelect;

/** How long a worker may be silent before another one takes its request over. */
const leaseEnd = sql`now() + interval '30 seconds'`;
const BEAT_MS = 1_000;

/** The request is no longer this worker's: cancelled, or taken over. */
export class RequestLost extends Error {}

/** Takes the workspace's open request for itself, undefined where there is none or another worker is alive. */
export async function claimRequest(ctx: ServiceContext): Promise<RequestRow | undefined> {
  const free = or(isNull(modelRequests.claimedUntil), lt(modelRequests.claimedUntil, sql`now()`));
  const open = and(eq(modelRequests.kind, 'clv'), inArray(modelRequests.state, ['waiting', 'running']), free);
  const [row] = await withWorkspace(ctx, (tx) =>
    tx
      .update(modelRequests)
      .set({
        state: 'running',
        stepsDone: 0,
        claim: newId(ctx),
        claimedUntil: leaseEnd,
        attempts: sql`${modelRequests.attempts} + 1`,
      })
      .where(inWorkspace(ctx, modelRequests, open))
      .returning(),
  );
  return row;
}

/** Where it is still claimed as `row` says. */
export const held = (ctx: ServiceContext, row: RequestRow): SQL =>
  inWorkspace(
    ctx,
    modelRequests,
    eq(modelRequests.id, row.id),
    eq(modelRequests.state, 'running'),
    sql`${modelRequests.claim} = ${row.claim}`,
  );

/** Gives a request back: the next worker begins anew, after a few seconds, and this attempt does not count. */
export async function releaseRequest(ctx: ServiceContext, row: RequestRow): Promise<void> {
  await withWorkspace(ctx, (tx) =>
    tx
      .update(modelRequests)
      .set({
        state: 'waiting',
        stepsDone: 0,
        claim: null,
        claimedUntil: sql`now() + interval '5 seconds'`,
        attempts: sql`${modelRequests.attempts} - 1`,
      })
      .where(held(ctx, row)),
  ).catch(() => {});
}

/**
 * Renews the lease every second with the steps done so far. `signal` aborts with RequestLost once it is another's, and
 * with `stopping`.
 */
export function keepClaim(ctx: ServiceContext, row: RequestRow, stopping: AbortSignal) {
  const lost = new AbortController();
  const stop = () => lost.abort(stopping.reason);
  stopping.addEventListener('abort', stop, { once: true });
  if (stopping.aborted) stop();
  let stepsDone = 0;
  const beat = async () => {
    const rows = await withWorkspace(ctx, (tx) =>
      tx
        .update(modelRequests)
        .set({ claimedUntil: leaseEnd, stepsDone })
        .where(held(ctx, row))
        .returning({ id: modelRequests.id }),
    );
    if (rows.length === 0) lost.abort(new RequestLost());
  };
  let beating: Promise<void> | undefined;
  const timer = setInterval(() => {
    // A record that does not answer is asked again: the lease lasts for many beats.
    beating ??= beat()
      .catch(() => {})
      .finally(() => {
        beating = undefined;
      });
  }, BEAT_MS);
  return {
    signal: lost.signal,
    note: (done: number) => {
      stepsDone = done;
    },
    end: async () => {
      stopping.removeEventListener('abort', stop);
      clearInterval(timer);
      await beating;
    },
  };
}
