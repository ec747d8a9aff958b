'use client';

import { createContext, lazy, type ReactNode, Suspense, useCallback, useContext, useState } from 'react';
import type { TraceSource } from './trace';

type OpenTrace = (source: TraceSource) => void;

const TraceContext = createContext<OpenTrace | null>(null);

/** Opens the trace drawer; null outside the shell, where figures do not open. */
export const useOpenTrace = (): OpenTrace | null => useContext(TraceContext);

const TraceDrawer = lazy(() => import('./trace-drawer').then((file) => ({ default: file.TraceDrawer })));

export function TraceProvider({ children }: { children: ReactNode }) {
  const [source, setSource] = useState<TraceSource | null>(null);
  const [open, setOpen] = useState(false);
  const show = useCallback((next: TraceSource) => {
    setSource(() => next);
    setOpen(true);
  }, []);
  return (
    <TraceContext value={show}>
      {children}
      <Suspense fallback={null}>
        {source ? <TraceDrawer source={source} open={open} onOpenChange={setOpen} /> : null}
      </Suspense>
    </TraceContext>
  );
}
