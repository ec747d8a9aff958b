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
import { formatNumber } from '@/components/evidence/format';
import type { TimelineEntry } from '@/server/features/customers/schemas';

export const timelineLooks: Record<TimelineEntry['kind'], { icon: LucideIcon; name: string; source: string }> = {
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

export function timelineTitle(entry: TimelineEntry): string {
  if (entry.kind === 'event') return entry.title;
  const score = entry.score === null ? '' : formatNumber(entry.score, Number.isInteger(entry.score) ? 0 : 1);
  return joined(timelineLooks[entry.kind].name, entry.title, score, entry.detail);
}
