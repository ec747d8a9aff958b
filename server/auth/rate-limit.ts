import { createHmac } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { PersonContext } from '@/server/platform/context';
import { AppError } from '@/server/platform/errors';
import { withoutWall } from '@/server/platform/transaction';

/** At most `limit` in `windowMs` for one subject. Counted in the record, so that all processes share it. */
export interface Bucket {
  name: string;
  subject: string;
  limit: number;
  windowMs: number;
}

type LimitContext = Pick<PersonContext, 'db' | 'keys' | 'clock'>;

// Keys are keyed hashes: the table tells nobody who tried to sign in, or from where.
const keyOf = (ctx: LimitContext, bucket: Bucket): string =>
  `${bucket.name}:${createHmac('sha256', ctx.keys.sessionSecret).update(bucket.subject).digest('base64url').slice(0, 22)}`;

/**
 * Takes one from every bucket, in order; throws `limit_reached` with `retryAfterSeconds` at the first that is empty and
 * then takes from none. A record that does not answer throws too: a limit that cannot be counted is closed.
 */
export async function takeFrom(ctx: LimitContext, buckets: readonly Bucket[]): Promise<void> {
  const now = ctx.clock.nowMs();
  await withoutWall(ctx.db, async (tx) => {
    for (const bucket of buckets) {
      const [row] = await tx.execute<{ points: number; expire: string }>(sql`
        insert into rate_limits as r (key, points, expire) values (${keyOf(ctx, bucket)}, 1, ${now + bucket.windowMs})
        on conflict (key) do update set
          points = case when r.expire <= ${now} then 1 else r.points + 1 end,
          expire = case when r.expire <= ${now} then excluded.expire else r.expire end
        returning points, expire`);
      if (!row) throw new RangeError('the limit was not counted');
      if (row.points > bucket.limit) throw limitReached(Number(row.expire) - now);
    }
    await tx.execute(sql`
      delete from rate_limits where key in
        (select key from rate_limits where expire < ${now - 60_000} order by expire limit 10 for update skip locked)`);
  });
}

/** Gives one back to every bucket: what was taken turned out not to count. */
export async function giveBack(ctx: LimitContext, buckets: readonly Bucket[]): Promise<void> {
  await withoutWall(ctx.db, async (tx) => {
    for (const bucket of buckets)
      await tx.execute(sql`update rate_limits set points = greatest(points - 1, 0) where key = ${keyOf(ctx, bucket)}`);
  });
}

function limitReached(waitMs: number): AppError {
  const seconds = Math.max(1, Math.ceil(waitMs / 1_000));
  const minutes = Math.ceil(seconds / 60);
  return new AppError(
    'limit_reached',
    `Too many attempts. Try again in ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}.`,
    {
      retryAfterSeconds: seconds,
    },
  );
}
