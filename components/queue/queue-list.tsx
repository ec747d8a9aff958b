'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useRef, useState } from 'react';
import { formatCount } from '@/components/evidence/format';
import { sharedScale } from '@/components/evidence/interval-layout';
import { useTRPC } from '@/components/shell/api-provider';
import { Button } from '@/components/ui/button';
import { Kbd } from '@/components/ui/kbd';
import { Panel } from '@/components/ui/panel';
import { Failed } from '@/components/ui/states';
import type { QueuePage } from '@/server/features/queue/schemas';
import type { RiskRun } from '@/server/features/risk/schemas';
import { QueueAside } from './queue-aside';
import { queueColumns, QueueRow, type QueueScene } from './queue-row';
import { useQueueKeys } from './use-queue-keys';

interface QueueListProps {
  workspace: { slug: string; currency: string; timezone: string };
  run: Pick<RiskRun, 'measure' | 'horizonDays' | 'from'>;
  usualChance: number;
  /** The first page, read with the page. */
  first: QueuePage;
}

const pageRows = 50;

/** Customers by what is at risk, walked with J and K, with the selected one beside. */
export function QueueList({ workspace, run, usualChance, first }: QueueListProps) {
  const trpc = useTRPC();
  const query = useInfiniteQuery(
    trpc.queue.list.infiniteQueryOptions(
      { limit: pageRows },
      { getNextPageParam: (page) => page.next, initialData: { pages: [first], pageParams: [null] } },
    ),
  );
  const rows = useMemo(() => query.data.pages.flatMap((page) => page.rows), [query.data]);
  const scene = useMemo(
    (): QueueScene => ({
      ...workspace,
      run,
      usualChance,
      most: rows[0]?.atRisk ?? 0,
      scale: scaleOf(rows, usualChance),
    }),
    [workspace, run, usualChance, rows],
  );
  const [selected, select] = useState(0);
  const list = useRef<HTMLOListElement>(null);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  useQueueKeys({ list, selected, count: rows.length, select, onEnd: more });
  const chosen = rows[selected];
  return (
    <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-[minmax(0,1fr)_372px]">
      <Panel
        title="By value at risk"
        sub={`${formatCount(rows.length)} of ${formatCount(first.total)}`}
        actions={<Keys />}
        flush
      >
        <QueueHead />
        <ol ref={list}>
          {rows.map((row, index) => (
            <QueueRow
              key={row.id}
              row={row}
              rank={index + 1}
              scene={scene}
              selected={index === selected}
              onSelect={() => select(index)}
            />
          ))}
        </ol>
        {query.isError ? (
          <div className="p-4">
            <Failed onRetry={() => void query.refetch()}>The queue could not be read.</Failed>
          </div>
        ) : null}
        {hasNextPage ? (
          <div className="border-t border-border p-2 text-center">
            <Button size="small" variant="quiet" disabled={isFetchingNextPage} onClick={more}>
              {isFetchingNextPage ? 'Reading…' : 'Show the next 50'}
            </Button>
          </div>
        ) : null}
      </Panel>
      {chosen ? (
        <QueueAside key={chosen.id} row={chosen} rank={selected + 1} scene={scene} timezone={workspace.timezone} />
      ) : null}
    </div>
  );
}

/** From none to the surest chance on the list, so that bars can be compared down the column. */
const scaleOf = (rows: QueuePage['rows'], usual: number) =>
  sharedScale([
    { estimate: 0, low: null, high: null, reference: usual },
    ...rows.map(({ chance, chanceLow, chanceHigh }) => ({ estimate: chance, low: chanceLow, high: chanceHigh })),
  ]);

function QueueHead() {
  return (
    <div
      className={`${queueColumns} h-9 items-center border-b border-border text-small text-muted max-md:hidden`}
      aria-hidden
    >
      <span />
      <span>Customer and reason</span>
      <span className="text-right">Value at risk</span>
      <span>Chance of leaving</span>
      <span className="text-right">Touched</span>
    </div>
  );
}

function Keys() {
  return (
    <span className="flex items-center gap-1.5 text-small text-muted max-lg:hidden">
      <Kbd>J</Kbd>
      <Kbd>K</Kbd> move <Kbd>↵</Kbd> open <Kbd>?</Kbd> all
    </span>
  );
}
