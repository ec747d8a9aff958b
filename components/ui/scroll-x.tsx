'use client';

import { type ReactNode, useEffect, useRef, useState } from 'react';

/** Scrolls sideways inside itself, and can be reached by keyboard when there is something to scroll to. */
export function ScrollX({ label, children }: { label?: string; children: ReactNode }) {
  const ref = useRef<HTMLDivElement>(null);
  const [scrolls, setScrolls] = useState(false);
  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setScrolls(element.scrollWidth > element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const reach = scrolls ? { tabIndex: 0, role: 'region', 'aria-label': label } : {};
  return (
    <div ref={ref} className="min-w-0 flex-1 overflow-x-auto focus-visible:-outline-offset-2" {...reach}>
      {children}
    </div>
  );
}
