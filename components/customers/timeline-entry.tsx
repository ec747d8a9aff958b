import {
  ArrowDownLeft,
  CircleStop,
  Coins,
  LifeBuoy,
  type LucideIcon,
  MessageSquare,
  MessagesSquare,
  MousePointerClick,
  Repeat,
  ShoppingBag,
  Split,
  UserMinus,
  UserPlus,
} from 'lucide-react';
import { formatMoment } from '@/components/evidence/dates';
import { formatNumber } from '@/components/evidence/format';
import { formatMoney } from '@/components/evidence/money';
import type { TimelineEntry } from '@/server/features/customers/schemas';

const looks: Record<TimelineEntry['kind'], { icon: LucideIcon; name: string; source: string }> = {
  order: { icon: ShoppingBag, name: 'Order', source: 'orders' },
  refund: { icon: ArrowDownLeft, name: 'Refund', source: 'orders' },
  event: { icon: MousePointerClick, name: 'Event', source: 'events' },
  ticket: { icon: LifeBuoy, name: 'Ticket', source: 'tickets' },
  conversation: { icon: MessagesSquare, name: 'Conversation', source: 'conversations' },
  response: { icon: MessageSquare, name: 'Answer', source: 'responses' },
  subscribed: { icon: Repeat, name: 'Subscription began', source: 'subscriptions' },
  unsubscribed: { icon: CircleStop, name: 'Subscription ended', source: 'subscriptions' },
  churn: { icon: UserMinus, name: 'Left', source: 'churns' },
  return: { icon: UserPlus, name: 'Came back', source: 'churns' },
  cost: { icon: Coins, name: 'Cost', source: 'costs' },
  arm: { icon: Split, name: 'In campaign', source: 'arms' },
};

const joined = (...parts: string[]) => parts.filter((part) => part !== '').join(' · ');

function titleOf(entry: TimelineEntry): string {
  if (entry.kind === 'event') return entry.title;
  const score = entry.score === null ? '' : formatNumber(entry.score, Number.isInteger(entry.score) ? 0 : 1);
  return joined(looks[entry.kind].name, entry.title, score, entry.detail);
}

export function TimelineRow({
  entry,
  timezone,
  currency,
}: {
  entry: TimelineEntry;
  timezone: string;
  currency: string;
}) {
  const { icon: Icon, source } = looks[entry.kind];
  return (
    <li className="grid min-h-10 grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-x-3 border-b border-border px-4 py-2 text-table last:border-b-0 md:grid-cols-[150px_auto_minmax(0,1fr)_auto_110px]">
      <time
        dateTime={entry.at}
        className="text-muted tabular-nums max-md:order-4 max-md:col-span-2 max-md:col-start-2 max-md:text-small"
      >
        {formatMoment(Date.parse(entry.at), { timeZone: timezone })}
      </time>
      <Icon className="icon-s text-muted" aria-hidden />
      <span className="truncate">{titleOf(entry)}</span>
      <span className="text-right font-medium tabular-nums">
        {entry.amountMinor === null ? '' : formatMoney(entry.amountMinor, entry.currency || currency, { exact: true })}
      </span>
      <span className="text-right text-small text-muted max-md:hidden">{source}</span>
    </li>
  );
}
