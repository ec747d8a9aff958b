'use client';

import { useEffect, useState } from 'react';
import { Drawer } from '@/components/ui/drawer';
import { Skeleton } from '@/components/ui/skeleton';
import { Failed } from '@/components/ui/states';
import type { Trace, TraceSource } from './trace';
import { TraceChanges, TraceFacts, TraceHead, TraceModel, TraceQuery } from './trace-sections';
import { TraceCustomers } from './trace-customers';

type Loaded = { state: 'loading' } | { state: 'ready'; trace: Trace } | { state: 'failed' };

function useTrace(source: TraceSource): [Loaded, () => void] {
  const [attempt, setAttempt] = useState(0);
  const [loaded, setLoaded] = useState<Loaded>({ state: 'loading' });
  useEffect(() => {
    let current = true;
    const set = (next: Loaded) => {
      if (current) setLoaded(next);
    };
    if ('load' in source) {
      set({ state: 'loading' });
      source.load().then(
        (trace) => set({ state: 'ready', trace }),
        () => set({ state: 'failed' }),
      );
    } else {
      set({ state: 'ready', trace: source });
    }
    return () => {
      current = false;
    };
  }, [source, attempt]);
  return [loaded, () => setAttempt((before) => before + 1)];
}

function Waiting() {
  return (
    <div role="status" aria-label="Loading the trace" className="flex flex-col gap-3 border-t border-border px-5 py-4">
      <Skeleton className="h-4 w-32" />
      <Skeleton className="h-24 w-full" />
      <Skeleton className="h-4 w-20" />
      <Skeleton className="h-28 w-full" />
    </div>
  );
}

interface TraceDrawerProps {
  source: TraceSource;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Where a figure came from: value, meaning, customers, query, definition, model run, changes. */
export function TraceDrawer({ source, open, onOpenChange }: TraceDrawerProps) {
  const [loaded, retry] = useTrace(source);
  return (
    <Drawer open={open} onOpenChange={onOpenChange} title="Trace" sub={source.title}>
      <TraceHead
        trace={loaded.state === 'ready' ? loaded.trace : { title: source.title, value: source.value, facts: [] }}
      />
      {loaded.state === 'loading' ? <Waiting /> : null}
      {loaded.state === 'failed' ? (
        <div className="border-t border-border px-5 py-4">
          <Failed onRetry={retry}>The trace could not be loaded. The figure itself is current.</Failed>
        </div>
      ) : null}
      {loaded.state === 'ready' ? (
        <>
          {loaded.trace.customers ? <TraceCustomers customers={loaded.trace.customers} /> : null}
          {loaded.trace.query ? <TraceQuery query={loaded.trace.query} /> : null}
          {loaded.trace.facts.length > 0 ? <TraceFacts facts={loaded.trace.facts} /> : null}
          {loaded.trace.model ? <TraceModel model={loaded.trace.model} /> : null}
          {loaded.trace.changes ? <TraceChanges changes={loaded.trace.changes} /> : null}
        </>
      ) : null}
    </Drawer>
  );
}
