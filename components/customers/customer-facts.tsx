import { formatDate, formatDay } from '@/components/evidence/dates';
import { formatMoney } from '@/components/evidence/money';
import { Chip } from '@/components/ui/chip';
import { KeyValues, Panel } from '@/components/ui/panel';
import type { CustomerProfile } from '@/server/features/customers';

const kindNames: Record<string, string> = {
  user_id: 'User id',
  email: 'E-mail',
  anonymous_id: 'Device',
  account_id: 'Account id',
  external_id: 'External id',
};

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** How the customer is known: each identifier, where it came from and since when. */
export function Identity({ customer, timezone }: { customer: CustomerProfile; timezone: string }) {
  return (
    <Panel title="Identity" sub={counted(customer.identifiers.length, 'identifier')} flush>
      {customer.identifiers.length === 0 ? (
        <p className="p-4 text-table text-muted">Known only by the id of the imported file.</p>
      ) : null}
      <ul>
        {customer.identifiers.map((item) => (
          <li
            key={`${item.kind} ${item.value}`}
            className="flex flex-col gap-0.5 border-b border-border px-4 py-2 text-table last:border-b-0"
          >
            <code className="truncate">{item.value}</code>
            <span className="text-small text-muted">
              {kindNames[item.kind] ?? item.kind}
              {item.source ? `, from ${item.source}` : ''}, since{' '}
              {formatDay(item.since.getTime(), { timeZone: timezone })}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

const written = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** What is known about the customer: the fields of the product first, then the workspace's own traits. */
export function Traits({
  customer,
  currency,
  timezone,
}: {
  customer: CustomerProfile;
  currency: string;
  timezone: string;
}) {
  const fields: [string, string | null][] = [
    ['E-mail', customer.email],
    ['Country', customer.country],
    ['Time zone', customer.timezone],
    ['Language', customer.locale],
    ['Owner', customer.ownerEmail],
    ['Won through', customer.acquisitionChannel],
    [
      'First order',
      customer.firstOrderAt === null ? null : formatDay(Date.parse(customer.firstOrderAt), { timeZone: timezone }),
    ],
    [
      'Cost to win',
      customer.acquisitionCostMinor === null ? null : formatMoney(customer.acquisitionCostMinor, currency),
    ],
    ['Refunded', customer.refundedMinor === 0 ? null : formatMoney(customer.refundedMinor, currency)],
    ['Created', customer.createdAt === null ? null : formatDate(customer.createdAt)],
  ];
  const items = [
    ...fields.flatMap(([term, value]) => (value ? [{ term, value }] : [])),
    ...Object.entries(customer.traits).map(([term, value]) => ({ term, value: written(value) })),
  ];
  return (
    <Panel title="Traits" sub={items.length === 0 ? undefined : `${items.length} known`}>
      {items.length === 0 ? (
        <p className="text-table text-muted">No traits have arrived for this customer.</p>
      ) : (
        <KeyValues items={items} />
      )}
    </Panel>
  );
}

export function Contacts({ customer }: { customer: CustomerProfile }) {
  if (customer.contacts.length === 0) return null;
  return (
    <Panel title="People" sub={counted(customer.contacts.length, 'contact')} flush>
      <ul>
        {customer.contacts.map((contact) => (
          <li
            key={contact.id}
            className="flex items-center gap-2 border-b border-border px-4 py-2 text-table last:border-b-0"
          >
            <span className="min-w-0 flex-1 truncate">{contact.name ?? contact.email ?? contact.id}</span>
            {contact.role ? <Chip>{contact.role}</Chip> : null}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
