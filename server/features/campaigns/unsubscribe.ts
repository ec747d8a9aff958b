import { eq } from 'drizzle-orm';
import { handOvers, suppressions, workspaces } from '@/db/schema';
import { audit } from '@/server/platform/audit';
import { dateOf } from '@/server/platform/clock';
import type { Actor, PersonContext } from '@/server/platform/context';
import type { Tx } from '@/server/platform/database';
import { AppError } from '@/server/platform/errors';
import { inWorkspace, withWorkspace } from '@/server/platform/transaction';
import { type HandOverPlace, readUnsubscribe } from './unsubscribe-token';

type Public = Pick<PersonContext, 'db' | 'keys' | 'clock'>;

export interface UnsubscribePage {
  /** Whose mails these are. */
  sender: string;
  isUnsubscribed: boolean;
}

const actor: Actor = { kind: 'job', name: 'unsubscribe' };

/** The wall of the workspace that the signed link names: nothing else of it is known to whoever follows the link. */
function scopeOf(ctx: Public, place: HandOverPlace) {
  const workspace = {
    id: place.workspaceId,
    no: 0,
    slug: '',
    name: '',
    count: 'people',
    currency: '',
    timezone: 'UTC',
  } as const;
  return { db: ctx.db, clock: ctx.clock, actor, workspace };
}

function readPlace(ctx: Public, token: string): HandOverPlace {
  const place = readUnsubscribe(ctx.keys, token);
  if (!place) throw new AppError('not_found', 'This link is not one of ours, or a part of it is missing.');
  return place;
}

async function readHandOver(tx: Tx, scope: ReturnType<typeof scopeOf>, place: HandOverPlace) {
  const [found] = await tx
    .select({ addressHash: handOvers.addressHash, sender: workspaces.name })
    .from(handOvers)
    .innerJoin(workspaces, inWorkspace(scope, workspaces))
    .where(
      inWorkspace(
        scope,
        handOvers,
        eq(handOvers.campaignId, place.campaignId),
        eq(handOvers.customerId, place.customerId),
        eq(handOvers.step, place.step),
      ),
    );
  if (!found?.addressHash) throw new AppError('not_found', 'This link is not one of ours, or a part of it is missing.');
  return { sender: found.sender, addressHash: found.addressHash };
}

/** What the page of the link shows; changes nothing, for mail readers open links on their own. */
export async function getUnsubscribePage(ctx: Public, token: string): Promise<UnsubscribePage> {
  const place = readPlace(ctx, token);
  const scope = scopeOf(ctx, place);
  return withWorkspace(scope, async (tx) => {
    const { sender, addressHash } = await readHandOver(tx, scope, place);
    const [known] = await tx
      .select({ at: suppressions.at })
      .from(suppressions)
      .where(inWorkspace(scope, suppressions, eq(suppressions.addressHash, addressHash)));
    return { sender, isUnsubscribed: known !== undefined };
  });
}

/** No campaign of this workspace contacts the address of that hand-over again, from the moment this returns. */
export async function unsubscribe(ctx: Public, token: string): Promise<void> {
  const place = readPlace(ctx, token);
  const scope = scopeOf(ctx, place);
  await withWorkspace(scope, async (tx) => {
    const { addressHash } = await readHandOver(tx, scope, place);
    const added = await tx
      .insert(suppressions)
      .values({
        workspaceId: place.workspaceId,
        addressHash,
        reason: 'unsubscribed',
        campaignId: place.campaignId,
        at: dateOf(ctx.clock),
      })
      .onConflictDoNothing()
      .returning({ at: suppressions.at });
    if (added.length > 0)
      await audit(tx, scope, { verb: 'campaigns.unsubscribe', subject: `customer:${place.customerId}` });
  });
}
