import { type SQL, sql } from 'drizzle-orm';
import type { BlockScope } from './block-scope';
import { contactTraits, customerTraits } from './domain/profile-fields';

/**
 * When something was said, as text that sorts: milliseconds, then calls by message key before records by order of
 * receipt. A call counts from the time it carries; a record from when it was received, never earlier than the one before.
 */
const stamp = sql`lpad(to_hex((extract(epoch from c.apply_at) * 1000)::bigint), 12, '0') ||
  case when c.kind in ('customers', 'contacts') then 'r' || lpad(to_hex(c.seq), 16, '0') else 'c' || encode(c.key, 'hex') end`;

/** Traits as profile fields: those with a column by its name where they hold a plain value, the others as `t.NAME`. */
const fieldsOf = (traits: Readonly<Record<string, string>>) => sql`coalesce((
  select jsonb_object_agg(case when jsonb_typeof(t.value) in ('string', 'number') then coalesce(${JSON.stringify(traits)}::jsonb ->> t.key, 't.' || t.key) else 't.' || t.key end, t.value)
  from jsonb_each(c.body -> 'traits') t), '{}'::jsonb)`;

const prefixed = (prefix: SQL) =>
  sql`coalesce((select jsonb_object_agg(${prefix} || t.key, t.value) from jsonb_each(c.body -> 'traits') t), '{}'::jsonb)`;

/** Keeps what the block's calls and records say about whom, one row for each subject. */
export async function keepProfileUpdates({ tx, workspace, kinds }: BlockScope): Promise<void> {
  const accounts = workspace.count === 'accounts';
  const money = sql`case when c.body -> 'acquisitionCost' ->> 'currency' = ${workspace.currency}
    then jsonb_build_object('acquisitionCostMinor', c.body -> 'acquisitionCost' -> 'minor') else '{}'::jsonb end`;
  const keep = (kind: string, subjectKind: SQL, subject: SQL, fields: SQL) =>
    tx.execute(sql`
      insert into profile_updates (workspace_id, seq, subject_kind, subject, stamp, fields, source_id, import_no)
      select ${workspace.id}, c.seq, ${subjectKind}, ${subject}, ${stamp}, ${fields}, c.source_id, c.import_no
      from claimed c where c.kind = ${kind} and ${subject} is not null`);
  if (kinds.has('customers'))
    await keep(
      'customers',
      sql`'customer'`,
      sql`c.cust`,
      sql`(c.body - '{id,traits,acquisitionCost}'::text[]) || ${money} || ${prefixed(sql`'t.'`)}`,
    );
  if (kinds.has('contacts'))
    await keep(
      'contacts',
      sql`'contact'`,
      sql`c.contact`,
      sql`(c.body - '{id,traits}'::text[]) || ${prefixed(sql`'t.'`)}`,
    );
  if (kinds.has('identify')) {
    const known = accounts ? sql`'contact'` : sql`'customer'`;
    const kind = sql`case when c.body ? 'userId' then ${known} else 'anonymous' end`;
    await keep(
      'identify',
      kind,
      sql`coalesce(c.body ->> 'userId', c.anon)`,
      fieldsOf(accounts ? contactTraits : customerTraits),
    );
  }
  if (!kinds.has('group')) return;
  const isMember = sql`jsonb_build_object('t.group.id', c.body -> 'groupId') || ${prefixed(sql`'t.group.'`)}`;
  await keep('group', sql`'customer'`, sql`c.cust`, accounts ? fieldsOf(customerTraits) : isMember);
  if (accounts)
    await keep('group', sql`'contact'`, sql`c.contact`, sql`jsonb_build_object('customerId', c.body -> 'groupId')`);
}
