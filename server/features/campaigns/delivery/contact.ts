import { sql } from 'drizzle-orm';
import type { ServiceContext } from '@/server/platform/context';
import type { Tx } from '@/server/platform/database';
import { addressHasher } from '../address-hash';
import type { MessageFields } from '../domain/message';

/** One row of hand_overs that is being worked on. */
export interface ClaimedHandOver {
  id: string;
  campaignId: string;
  customerId: string;
  step: number;
  attempts: number;
}

export interface Contact {
  /** The customer that counts now: itself, or the one it was merged into. */
  rootId: string;
  fields: MessageFields;
  addressHash: Buffer | null;
}

interface ContactRow extends Record<string, unknown> {
  root_id: string;
  external_id: string;
  name: string | null;
  email: string | null;
  country: string | null;
  traits: Record<string, unknown>;
  is_erased_soon: boolean;
  has_control: boolean;
  was_reached: boolean;
}

type Scope = Pick<ServiceContext, 'workspace' | 'keys'>;

/** Whom a hand-over would reach right now, or why nobody may be reached by it. */
export async function readContact(
  tx: Tx,
  ctx: Scope,
  handOver: ClaimedHandOver,
  channel: string,
): Promise<{ contact: Contact } | { skip: string }> {
  const row = await readRow(tx, ctx, handOver);
  if (!row || row.is_erased_soon) return { skip: 'the customer was erased' };
  if (row.has_control) return { skip: 'the customer was joined with one of the control arm' };
  if (row.was_reached) return { skip: 'the customer was joined with one who was contacted' };
  const email = row.email?.trim() || null;
  if (email === null && channel === 'email') return { skip: 'the customer has no e-mail address' };
  const addressHash = email === null ? null : (await addressHasher(tx, ctx))(email);
  const barred = addressHash && (await barOf(tx, ctx, { handOver, addressHash }));
  if (barred) return { skip: barred };
  const { root_id, external_id, name, country, traits } = row;
  return { contact: { rootId: root_id, fields: { id: external_id, name, email, country, traits }, addressHash } };
}

/** The customer as it counts now, with everyone who was joined with it. */
async function readRow(
  tx: Tx,
  ctx: Scope,
  { customerId, campaignId, step }: ClaimedHandOver,
): Promise<ContactRow | undefined> {
  const ws = ctx.workspace.id;
  const [row] = await tx.execute<ContactRow>(sql`
    with root as (
      select r.* from customers o join customers r on r.workspace_id = ${ws} and r.id = coalesce(o.merged_into, o.id)
      where o.workspace_id = ${ws} and o.id = ${customerId}
    ), family as (
      select id from root union all
      select m.id from root join customers m on m.workspace_id = ${ws} and m.merged_into = root.id
    )
    select id as root_id, external_id, name, email, country, traits,
      exists (select 1 from moves v where v.workspace_id = ${ws} and v.reason = 'erase' and v.done_at is null and v.customer_id in (select id from family)) as is_erased_soon,
      exists (select 1 from assignments a where a.workspace_id = ${ws} and a.campaign_id = ${campaignId} and a.arm = 'control' and a.customer_id in (select id from family)) as has_control,
      exists (select 1 from hand_overs h where h.workspace_id = ${ws} and h.campaign_id = ${campaignId} and h.step = ${step} and h.customer_id <> ${customerId}
        and h.state in ('handing_over', 'sent', 'uncertain') and h.customer_id in (select id from family)) as was_reached
    from root`);
  return row;
}

/** Why this address may not be contacted, if it may not. */
async function barOf(
  tx: Tx,
  ctx: Scope,
  { handOver, addressHash }: { handOver: ClaimedHandOver; addressHash: Buffer },
): Promise<string | undefined> {
  const ws = ctx.workspace.id;
  const hash = sql`decode(${addressHash.toString('hex')}, 'hex')`;
  const [row] = await tx.execute<{ suppressed: string | null; of_control: boolean; was_reached: boolean }>(sql`
    select (select s.reason from suppressions s where s.workspace_id = ${ws} and s.address_hash = ${hash}) as suppressed,
      exists (select 1 from assignments a where a.workspace_id = ${ws} and a.campaign_id = ${handOver.campaignId} and a.address_hash = ${hash} and a.arm = 'control') as of_control,
      exists (select 1 from hand_overs h where h.workspace_id = ${ws} and h.campaign_id = ${handOver.campaignId} and h.step = ${handOver.step}
        and h.address_hash = ${hash} and h.customer_id <> ${handOver.customerId}) as was_reached`);
  if (row?.suppressed) return `the address is left alone: ${row.suppressed}`;
  if (row?.of_control) return 'a customer of the control arm has the same address';
  return row?.was_reached ? 'the address was contacted already' : undefined;
}
