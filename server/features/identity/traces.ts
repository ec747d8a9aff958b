import { sql } from 'drizzle-orm';
import type { ServiceContext } from '@/server/platform/context';
import type { Tx } from '@/server/platform/database';
import { withWorkspace } from '@/server/platform/transaction';
import { isWholeValueIn } from './domain/whole-value';
import { textArray } from './domain/text-array';

/** A customer with all that joined it, every name they go by, and their numbers in the analytics store. */
export interface Family {
  rows: string[];
  numbers: number[];
  ids: string[];
  anonymousIds: string[];
  contactIds: string[];
  subscriptionIds: string[];
  emails: string[];
}

/** Where a family is written outside the typed tables: accepted rows and refused ones. */
export interface Traces {
  inbox: { txid: string; seq: number; received_at: string }[];
  rejected: number[];
}

type Scope = Pick<ServiceContext, 'db' | 'workspace'>;

/** Everybody that counts as `customerId`; empty when there is no such customer. */
export async function readFamily(tx: Tx, { workspace }: Pick<Scope, 'workspace'>, customerId: string): Promise<Family> {
  const [found] = await tx.execute<Record<keyof Family, (string | null)[]>>(sql`
    with root as (select coalesce(merged_into, id) as id from customers where workspace_id = ${workspace.id} and id = ${customerId}::uuid),
    rows as (select c.* from root r join customers c on c.workspace_id = ${workspace.id} and (c.id = r.id or c.merged_into = r.id)),
    people as (select k.* from rows r join contacts k on k.workspace_id = ${workspace.id} and k.customer_id = r.id),
    known as (select i.* from identifiers i where i.workspace_id = ${workspace.id}
      and (i.customer_id in (select id from rows) or i.contact_id in (select id from people)))
    select (select coalesce(jsonb_agg(id::text), '[]') from rows) as rows, (select coalesce(jsonb_agg(distinct no::text), '[]') from rows) as numbers,
      (select coalesce(jsonb_agg(value), '[]') from known where kind = 'customer') as ids,
      (select coalesce(jsonb_agg(value), '[]') from known where kind = 'anonymous') as "anonymousIds",
      (select coalesce(jsonb_agg(id), '[]') from people) as "contactIds",
      (select coalesce(jsonb_agg(s.id), '[]') from subscriptions s where s.workspace_id = ${workspace.id} and s.customer_id in (select id from rows)) as "subscriptionIds",
      (select coalesce(jsonb_agg(distinct email), '[]') from (select email from rows union select email from people) e where email is not null) as emails`);
  const texts = (values: (string | null)[] = []) => values.filter((value) => value !== null);
  return {
    rows: texts(found?.rows),
    numbers: texts(found?.numbers).map(Number),
    ids: texts(found?.ids),
    anonymousIds: texts(found?.anonymousIds),
    contactIds: texts(found?.contactIds),
    subscriptionIds: texts(found?.subscriptionIds),
    emails: texts(found?.emails),
  };
}

/** Looks through everything that was accepted or refused for rows that speak of the family. Reads only: it may take long. */
export async function findTraces(ctx: Scope, family: Family): Promise<Traces> {
  const { workspace } = ctx;
  const persons = workspace.count === 'people' ? family.ids : family.contactIds;
  const is = (key: string, values: readonly string[]) =>
    sql`body ->> ${sql.raw(`'${key}'`)} = any(${textArray(values)}::text[])`;
  return withWorkspace(ctx, async (tx) => {
    const inbox = await tx.execute<Traces['inbox'][number]>(sql`
      select txid::text as txid, seq, received_at::text as received_at from inbox where workspace_id = ${workspace.id} and (
        ${is('customerId', family.ids)} or ${is('contactId', family.contactIds)} or ${is('subscriptionId', family.subscriptionIds)}
        or ${is('anonymousId', family.anonymousIds)} or ${is('userId', persons)} or ${is('groupId', family.ids)}
        or ${is('previousId', [...persons, ...family.anonymousIds])}
        or (kind = 'customers' and ${is('id', family.ids)}) or (kind = 'contacts' and ${is('id', family.contactIds)}))`);
    const words = [...family.ids, ...family.anonymousIds, ...family.contactIds, ...family.emails];
    const rejected = await tx.execute<{ id: string; raw: Buffer }>(sql`
      select id, raw from rejected where workspace_id = ${workspace.id} and exists (
        select 1 from unnest(${textArray(words)}::text[]) as w (word) where position(convert_to(w.word, 'UTF8') in raw) > 0)`);
    const ours = rejected.filter(({ raw }) => words.some((word) => isWholeValueIn(raw, word)));
    return { inbox: [...inbox], rejected: ours.map(({ id }) => Number(id)) };
  });
}
