import { formatDay } from '@/components/evidence/dates';
import { formatCount } from '@/components/evidence/format';
import { formatMoney } from '@/components/evidence/money';
import type { Column } from '@/components/tables/columns';
import type { Choice, CustomerRow, CustomerSummary } from '@/server/features/customers/schemas';
import { customerName } from './customer-words';

const muted = (text: string) => <span className="text-muted">{text}</span>;

const options = (choices: readonly Choice[]) =>
  choices.map(({ value, count }) => ({ value, label: `${value} · ${formatCount(count)}` }));

/** A column that only some workspaces fill: filtered by what is there, hidden where nothing is. */
const chosen = (choices: readonly Choice[]): Pick<Column<CustomerRow>, 'filter' | 'hidden'> =>
  choices.length > 0 ? { filter: { kind: 'choice', options: options(choices) } } : { hidden: true };

interface Written {
  currency: string;
  timezone: string;
}

/** The columns of the customers list. The ids of those that sort are the names the server sorts by. */
export function customerColumns(
  { currency, timezone }: Written,
  { countries, channels }: Pick<CustomerSummary, 'countries' | 'channels'>,
): Column<CustomerRow>[] {
  const day = (at: string | null) => muted(at === null ? '–' : formatDay(Date.parse(at), { timeZone: timezone }));
  const last = { align: 'right', sortable: true, descendingFirst: true } as const;
  return [
    { id: 'name', header: 'Customer', cell: customerName, size: 260, sortable: true, fixed: true },
    { id: 'orders', header: 'Orders', cell: (row) => formatCount(row.orders), size: 100, ...last },
    {
      id: 'spend',
      header: `Net spend, ${currency}`,
      cell: (row) => (row.orders > 0 && row.unknownAmounts === row.orders ? muted('not known') : money(row, currency)),
      size: 140,
      onPhones: true,
      ...last,
    },
    { id: 'last_order', header: 'Last order', cell: (row) => day(row.lastOrderAt), size: 130, ...last },
    { id: 'first_order', header: 'First order', cell: (row) => day(row.firstOrderAt), size: 130, ...last },
    { id: 'country', header: 'Country', cell: (row) => row.country || muted('–'), size: 120, ...chosen(countries) },
    { id: 'channel', header: 'Channel', cell: (row) => row.channel || muted('–'), size: 150, ...chosen(channels) },
    { id: 'email', header: 'E-mail', cell: (row) => muted(row.email || '–'), size: 220, hidden: true },
    { id: 'id', header: 'Id', cell: (row) => <code className="text-muted">{row.externalId}</code>, hidden: true },
    { id: 'seen', header: 'Last seen', cell: (row) => day(row.lastSeenAt), align: 'right', hidden: true },
  ];
}

const money = (row: CustomerRow, currency: string) => formatMoney(row.spendMinor, currency, { exact: true });
