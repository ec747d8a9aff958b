'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { timelineLooks, timelineTitle } from '@/components/customers/timeline-words';
import { formatDay } from '@/components/evidence/dates';
import { formatCount, formatInterval, formatShare } from '@/components/evidence/format';
import { nameOf } from '@/components/risk/at-risk-columns';
import { gapInWords, worth } from '@/components/risk/risk-words';
import { useTRPC } from '@/components/shell/api-provider';
import { Kbd } from '@/components/ui/kbd';
import { KeyValues } from '@/components/ui/panel';
import { Skeleton } from '@/components/ui/skeleton';
import { Failed } from '@/components/ui/states';
import type { QueueRow } from '@/server/features/queue/schemas';
import type { QueueScene } from './queue-row';

interface QueueAsideProps {
  row: QueueRow;
  rank: number;
  scene: QueueScene;
  timezone: string;
}

const whole = (share: number) => formatShare(share, { n: 1 });

/** The selected customer: how likely they leave, why they stand here, what happened last. On broad screens only. */
export function QueueAside({ row, rank, scene, timezone }: QueueAsideProps) {
  const { slug, run, usualChance, currency } = scene;
  const { chance, chanceLow, chanceHigh } = row;
  return (
    <aside
      aria-label="Selected customer"
      className="sticky top-16 flex min-w-0 flex-col rounded-md border border-border bg-surface max-lg:hidden"
    >
      <header className="flex items-center gap-3 border-b border-border px-4 py-2.5">
        <h2 className="min-w-0 flex-1 truncate font-semibold">{nameOf(row)}</h2>
        <Link href={`/${slug}/customers/${row.id}`} className="flex items-center gap-1.5 text-table text-accent-text">
          Open <Kbd>↵</Kbd>
        </Link>
      </header>
      <p className="border-b border-border p-4 text-lead">
        <b className="font-semibold">{whole(chance)}</b> chance of leaving in {run.horizonDays} days
        {chanceLow === null || chanceHigh === null ? null : (
          <span className="text-muted">
            {' '}
            (interval {formatInterval(chanceLow, chanceHigh, (end) => formatShare(end, { n: 1, unit: false }))})
          </span>
        )}
        . A usual customer: {whole(usualChance)}.
      </p>
      <Section title="Why they are here">
        <KeyValues
          items={[
            { term: 'Last order', value: `${formatCount(row.daysSince)} days ago` },
            { term: 'Usually orders', value: row.usualGapDays === null ? 'once so far' : gapInWords(row.usualGapDays) },
            { term: 'Purchase days', value: formatCount(row.orders) },
            { term: 'Still a customer', value: whole(row.pAlive) },
            { term: 'Worth if they stay', value: worth(row.value, run, currency) },
            {
              term: 'At risk',
              value: `${whole(chance)} × ${worth(row.value, run, currency)} = ${worth(row.atRisk, run, currency)}`,
            },
            { term: 'Rank', value: formatCount(rank) },
          ]}
        />
      </Section>
      <Section title="What happened last">
        <Latest id={row.id} timezone={timezone} />
      </Section>
    </aside>
  );
}

function Section({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <section className="flex flex-col gap-2.5 border-b border-border p-4 last:border-b-0">
      <h3 className="text-small text-muted">{title}</h3>
      {children}
    </section>
  );
}

function Latest({ id, timezone }: { id: string; timezone: string }) {
  const trpc = useTRPC();
  const query = useQuery(trpc.customers.timeline.queryOptions({ id, kind: 'all', limit: 6 }));
  if (query.isPending) return <Skeleton className="h-24" />;
  if (query.isError) return <Failed onRetry={() => void query.refetch()}>This could not be read.</Failed>;
  return (
    <ol className="flex flex-col gap-2 text-table">
      {query.data.entries.map((entry) => {
        const { icon: Icon } = timelineLooks[entry.kind];
        return (
          <li key={`${entry.kind} ${entry.seq}`} className="grid grid-cols-[16px_88px_minmax(0,1fr)] items-start gap-2">
            <Icon className="icon-s mt-0.5 text-muted" aria-hidden />
            <time dateTime={entry.at} className="whitespace-nowrap text-muted">
              {formatDay(Date.parse(entry.at), { timeZone: timezone })}
            </time>
            <span className="line-clamp-2">{timelineTitle(entry)}</span>
          </li>
        );
      })}
    </ol>
  );
}
