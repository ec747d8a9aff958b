import { ArrowRight, Gem, Grid3x3, ListChecks, type LucideIcon, TriangleAlert, UserPlus } from 'lucide-react';
import Link from 'next/link';
import { usualNeed } from '@/components/evidence/evidence';
import { formatCount } from '@/components/evidence/format';
import { worth } from '@/components/risk/risk-words';
import { Panel } from '@/components/ui/panel';
import { can, type Role } from '@/server/auth/permissions';
import type { QueueState } from '@/server/features/queue/schemas';

interface DoNextProps {
  slug: string;
  role: Role;
  rejected: number;
  queue: QueueState;
  currency: string;
  buyers: number;
  readableCohort: number;
  members: number;
}

interface Item {
  icon: LucideIcon;
  title: string;
  note: string;
  to: string;
  path: string;
}

function itemsOf({ role, rejected, queue, currency, buyers, readableCohort, members }: DoNextProps): Item[] {
  const items: Item[] = queueItems(queue, currency);
  if (rejected > 0 && can(role, 'sources:read'))
    items.push({
      icon: TriangleAlert,
      title: `See why ${formatCount(rejected)} ${rejected === 1 ? 'record was' : 'records were'} rejected`,
      note: 'They are kept with their reasons. Sent again, nothing is stored twice.',
      to: 'Data',
      path: '/data',
    });
  if (readableCohort >= usualNeed)
    items.push({
      icon: Grid3x3,
      title: 'Compare the months of new customers',
      note: 'Every month’s share that comes back, with its interval, and the customers behind each cell.',
      to: 'Cohorts',
      path: '/cohorts',
    });
  if (buyers > 0)
    items.push({
      icon: Gem,
      title: 'Read what a customer is worth',
      note: 'Models fitted on one part of the record and tested on the rest before they are believed.',
      to: 'Value',
      path: '/value',
    });
  if (members < 2 && can(role, 'members:write'))
    items.push({
      icon: UserPlus,
      title: 'Invite a colleague',
      note: 'Nobody else is in this workspace yet.',
      to: 'Members',
      path: '/settings/members',
    });
  return items;
}

/** Whom to turn to, where the queue says so. */
function queueItems({ risk, halfHeldBy }: QueueState, currency: string): Item[] {
  if (risk.state !== 'ready' || halfHeldBy === 0) return [];
  const customers = halfHeldBy === 1 ? '1 customer' : `${formatCount(halfHeldBy)} customers`;
  return [
    {
      icon: ListChecks,
      title: `Turn to the ${customers} who hold half of what is at risk`,
      note: `${worth(risk.run.atRisk, risk.run, currency)} may leave within ${risk.run.horizonDays} days; each stands there with the reason.`,
      to: 'Queue',
      path: '/queue',
    },
  ];
}

/** What the data asks for, most pressing first. */
export function DoNext(props: DoNextProps) {
  const items = itemsOf(props);
  if (items.length === 0) return null;
  return (
    <Panel title="Do next" flush>
      <ul>
        {items.map(({ icon: Icon, title, note, to, path }) => (
          <li key={path} className="flex items-start gap-3 border-b border-border px-4 py-3 text-table last:border-b-0">
            <Icon className="icon mt-0.5 text-muted" aria-hidden />
            <div className="min-w-0 flex-1">
              <h3 className="font-medium">{title}</h3>
              <p className="mt-0.5 text-small text-muted">{note}</p>
            </div>
            <Link
              href={`/${props.slug}${path}`}
              className="link inline-flex items-center gap-1 text-small whitespace-nowrap max-md:min-h-10"
            >
              {to} <ArrowRight className="icon-s" aria-hidden />
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
