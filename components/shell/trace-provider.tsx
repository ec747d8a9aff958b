'use client';

import dynamic from 'next/dynamic';
import { createContext, type ReactNode, useCallback, useContext, useState } from 'react';
import type { TraceSource } from './trace';

type OpenTrace = (source: TraceSource) => void;

const TraceContext = createContext<OpenTrace | null>(null);

/** Opens the trace drawer; null outside the shell, where figures do not open. */
export const useOpenTrace = (): OpenTrace | null => useContext(TraceContext);

const TraceDrawer = dynamic(() => import('./trace-drawer').then((file) => file.TraceDrawer), { ssr: false });

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
      {source ? <TraceDrawer source={source} open={open} onOpenChange={setOpen} /> : null}
    </TraceContext>
  );
}
