'use client';

import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { formatCount } from '@/components/evidence/format';
import { useTRPC } from '@/components/shell/api-provider';
import { Button } from '@/components/ui/button';
import { Panel, Split } from '@/components/ui/panel';
import { Segmented } from '@/components/ui/segmented';
import { TableSkeleton } from '@/components/ui/skeleton';
import { Failed } from '@/components/ui/states';
import { LiveList } from './live-list';
import { type LiveRow, refusedRow, storedRow } from './live-rows';
import { RecordPanel } from './record-panel';

const everyMs = 3_000;

interface RowsProps {
  query: { isPending: boolean; isError: boolean; refetch: () => Promise<unknown> };
  children: ReactNode;
}

function Rows({ query, children }: RowsProps) {
  if (query.isPending) return <TableSkeleton rows={4} columns={2} />;
  if (!query.isError) return children;
  return (
    <div className="p-4">
      <Failed onRetry={() => void query.refetch()}>What arrived could not be read.</Failed>
    </div>
  );
}

/** What arrives, as it arrives, and the record behind the chosen line. */
export function LivePanel({ timezone, rejected }: { timezone: string; rejected: number }) {
  const trpc = useTRPC();
  const [kind, setKind] = useState<'stored' | 'rejected'>('stored');
  const [paused, setPaused] = useState(false);
  const [chosen, setChosen] = useState<LiveRow | undefined>();
  const poll = { refetchInterval: paused ? (false as const) : everyMs };
  const stored = useQuery(trpc.sources.arrivals.queryOptions({ limit: 50 }, { ...poll, enabled: kind === 'stored' }));
  const refused = useQuery(trpc.sources.refused.queryOptions({ limit: 50 }, { ...poll, enabled: kind === 'rejected' }));
  const query = kind === 'stored' ? stored : refused;
  const rows = kind === 'stored' ? (stored.data ?? []).map(storedRow) : (refused.data?.rows ?? []).map(refusedRow);
  return (
    <Split>
      <Panel
        title="Live"
        sub={paused ? 'paused' : 'the last day, newest first'}
        flush
        actions={
          <>
            <Segmented
              label="Which records"
              size="small"
              value={kind}
              onChange={setKind}
              options={[
                { value: 'stored', label: 'Stored' },
                { value: 'rejected', label: `Rejected ${formatCount(rejected)}` },
              ]}
            />
            <Button size="small" onClick={() => setPaused(!paused)}>
              {paused ? 'Go on' : 'Pause'}
            </Button>
          </>
        }
      >
        <Rows query={query}>
          <LiveList rows={rows} timezone={timezone} chosen={chosen?.id} onChoose={setChosen} />
        </Rows>
      </Panel>
      <RecordPanel row={chosen} />
    </Split>
  );
}
