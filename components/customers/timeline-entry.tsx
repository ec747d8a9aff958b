import { formatMoment } from '@/components/evidence/dates';
import { formatMoney } from '@/components/evidence/money';
import type { TimelineEntry } from '@/server/features/customers/schemas';
import { timelineLooks, timelineTitle } from './timeline-words';

export function TimelineRow({
  entry,
  timezone,
  currency,
}: {
  entry: TimelineEntry;
  timezone: string;
  currency: string;
}) {
  const { icon: Icon, source } = timelineLooks[entry.kind];
  return (
    <li className="grid min-h-10 grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-x-3 border-b border-border px-4 py-2 text-table last:border-b-0 md:grid-cols-[150px_auto_minmax(0,1fr)_auto_110px]">
      <time
        dateTime={entry.at}
        className="text-muted tabular-nums max-md:order-4 max-md:col-span-2 max-md:col-start-2 max-md:text-small"
      >
        {formatMoment(Date.parse(entry.at), { timeZone: timezone })}
      </time>
      <Icon className="icon-s text-muted" aria-hidden />
      <span className="truncate">{timelineTitle(entry)}</span>
      <span className="text-right font-medium tabular-nums">
        {entry.amountMinor === null ? '' : formatMoney(entry.amountMinor, entry.currency || currency, { exact: true })}
      </span>
      <span className="text-right text-small text-muted max-md:hidden">{source}</span>
    </li>
  );
}
