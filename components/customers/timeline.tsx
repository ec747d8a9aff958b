'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '@/components/shell/api-provider';
import { Button } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import { Segmented } from '@/components/ui/segmented';
import { Skeleton } from '@/components/ui/skeleton';
import { Failed } from '@/components/ui/states';
import type { TimelineEntry, timelineKinds } from '@/server/features/customers/schemas';
import { TimelineRow } from './timeline-entry';

type Kind = (typeof timelineKinds)[number];

const choices: readonly { value: Kind; label: string }[] = [
  { value: 'all', label: 'All' },
  { value: 'orders', label: 'Revenue' },
  { value: 'events', label: 'Product' },
  { value: 'support', label: 'Support' },
  { value: 'voice', label: 'Voice' },
  { value: 'campaigns', label: 'Campaigns' },
];

interface TimelineProps {
  customerId: string;
  timezone: string;
  currency: string;
  /** The newest entries, read with the page. */
  first: { entries: TimelineEntry[]; next: string | undefined };
}

/** What happened, newest first, from all sources. */
export function Timeline({ customerId, timezone, currency, first }: TimelineProps) {
  const trpc = useTRPC();
  const [kind, setKind] = useState<Kind>('all');
  const query = useInfiniteQuery(
    trpc.customers.timeline.infiniteQueryOptions(
      { id: customerId, kind },
      {
        getNextPageParam: (page) => page.next,
        ...(kind === 'all' ? { initialData: { pages: [first], pageParams: [null] } } : {}),
      },
    ),
  );
  const entries = query.data?.pages.flatMap((page) => page.entries) ?? [];
  return (
    <Panel
      title="Timeline"
      sub="all sources, newest first"
      flush
      actions={<Segmented label="Kind" size="small" options={choices} value={kind} onChange={setKind} />}
    >
      {query.isPending ? <TimelineSkeleton /> : null}
      {query.isError ? (
        <div className="p-4">
          <Failed onRetry={() => void query.refetch()}>The timeline could not be read.</Failed>
        </div>
      ) : null}
      {query.isSuccess && entries.length === 0 ? (
        <p className="p-4 text-table text-muted">Nothing of this kind has arrived for this customer.</p>
      ) : null}
      <ol>
        {entries.map((entry) => (
          <TimelineRow
            key={`${entry.kind} ${entry.seq} ${entry.at}`}
            entry={entry}
            timezone={timezone}
            currency={currency}
          />
        ))}
      </ol>
      {query.hasNextPage ? (
        <div className="border-t border-border p-2 text-center">
          <Button
            size="small"
            variant="quiet"
            disabled={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >
            {query.isFetchingNextPage ? 'Reading…' : 'Show older'}
          </Button>
        </div>
      ) : null}
    </Panel>
  );
}

function TimelineSkeleton() {
  return (
    <div className="flex flex-col gap-4 p-4" role="status" aria-label="The timeline is loading">
      {[0, 1, 2, 3].map((row) => (
        <Skeleton key={row} className="h-4 w-full" />
      ))}
    </div>
  );
}
