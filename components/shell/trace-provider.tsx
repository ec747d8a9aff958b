'use client';

import { usePathname } from 'next/navigation';
import { createContext, lazy, type ReactNode, Suspense, useCallback, useContext, useState } from 'react';
import type { TraceSource } from './trace';

type OpenTrace = (source: TraceSource) => void;

const TraceContext = createContext<OpenTrace | null>(null);

/** Opens the trace drawer; null outside the shell, where figures do not open. */
export const useOpenTrace = (): OpenTrace | null => useContext(TraceContext);

const TraceDrawer = lazy(() => import('./trace-drawer').then((file) => ({ default: file.TraceDrawer })));

export function TraceProvider({ children }: { children: ReactNode }) {
  const [source, setSource] = useState<TraceSource | null>(null);
  // It stands over the page it was opened on: a link in it leads to a page that nothing covers.
  const pathname = usePathname();
  const [openAt, setOpenAt] = useState<string | null>(null);
  const show = useCallback(
    (next: TraceSource) => {
      setSource(() => next);
      setOpenAt(pathname);
    },
    [pathname],
  );
  return (
    <TraceContext value={show}>
      {children}
      <Suspense fallback={null}>
        {source ? (
          <TraceDrawer
            source={source}
            open={openAt !== null && openAt === pathname}
            onOpenChange={(open) => setOpenAt(open ? pathname : null)}
          />
        ) : null}
      </Suspense>
    </TraceContext>
  );
}
