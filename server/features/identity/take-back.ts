import { sql } from 'drizzle-orm';
import type { BlockScope } from './block-scope';
import { refoldContacts } from './fold';

/**
 * Takes what the rows of `undone` said about profiles back. Whose profile must be computed again is noted in `refolded`
 * and `recontacted`.
 */
export async function takeUpdatesBack({ tx, workspace }: BlockScope): Promise<void> {
  const ws = workspace.id;
  await tx.execute(sql`
    with gone_rows as (
      delete from profile_updates p using undone u where p.workspace_id = ${ws} and p.seq = u.seq returning p.subject_kind, p.subject
    ), profiles as (
      insert into refolded (customer_id) select distinct i.customer_id from gone_rows r
      join identifiers i on i.workspace_id = ${ws} and i.kind = 'customer' and i.value = r.subject where r.subject_kind = 'customer'
    )
    insert into recontacted (id, former) select distinct k.id, k.customer_id from gone_rows r
    join contacts k on k.workspace_id = ${ws} and k.id = r.subject where r.subject_kind = 'contact'`);
}

/**
 * Removes the customers in `gone`. Of those who joined one of them the first seen takes its place, so that they go on
 * counting as one. Numbers under which nobody is left are the answer: they must die in the analytics store.
 */
export async function removeGone({ tx, workspace }: BlockScope): Promise<void> {
  const ws = workspace.id;
  await tx.execute(sql`
    insert into heirs (former, heir)
    select distinct on (c.merged_into) c.merged_into, c.id from gone g
    join customers c on c.workspace_id = ${ws} and c.merged_into = g.customer_id
    where c.id not in (select customer_id from gone) order by c.merged_into, c.first_seen_at, c.id`);
  await tx.execute(sql`
    with families as (select distinct coalesce(h.heir, g.root_id) as id from gone g left join heirs h on h.former = g.root_id),
    again as (insert into refolded (customer_id) select id from families)
    insert into restated (customer_id) select id from families`);
  await tx.execute(sql`
    insert into recontacted (id, former) select k.id, k.customer_id from gone g
    join contacts k on k.workspace_id = ${ws} and k.customer_id = g.customer_id
    where k.id not in (select id from recontacted)`);
  await tx.execute(
    sql`delete from identifiers i using gone g where i.workspace_id = ${ws} and i.customer_id = g.customer_id`,
  );
  await tx.execute(sql`delete from merges m using gone g
    where m.workspace_id = ${ws} and (m.loser_id = g.customer_id or m.winner_id = g.customer_id)`);
  await tx.execute(sql`delete from customers c using gone g where c.workspace_id = ${ws} and c.id = g.customer_id`);
  await tx.execute(sql`
    with crowned as (
      update customers c set merged_into = null, merged_at = null from heirs h where c.workspace_id = ${ws} and c.id = h.heir
    )
    update customers c set merged_into = h.heir from heirs h
    where c.workspace_id = ${ws} and c.merged_into = h.former and c.id <> h.heir`);
}

/** Contacts in `recontacted` as what is left says: gone, in another account, or with other values. */
export async function settleContacts(scope: BlockScope): Promise<void> {
  const { tx, workspace } = scope;
  const ws = workspace.id;
  await tx.execute(sql`
    delete from contacts k using recontacted r where k.workspace_id = ${ws} and k.id = r.id
      and not exists (select 1 from profile_updates u where u.workspace_id = ${ws} and u.subject_kind = 'contact' and u.subject = k.id)
      and not exists (select 1 from identifiers i where i.workspace_id = ${ws} and i.contact_id = k.id)`);
  await refoldContacts(scope);
  await tx.execute(sql`
    with moved as (
      select r.id, r.former from recontacted r left join contacts k on k.workspace_id = ${ws} and k.id = r.id
      where r.former is distinct from k.customer_id
    ), noted as (insert into relinked (via, ident) select 1, id from moved)
    insert into restated (customer_id) select distinct former from moved where former is not null`);
}
