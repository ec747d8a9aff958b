'use client';

import { useVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useEffect, useState } from 'react';

interface VisibleRows {
  /** Rows from `from` up to, not including, `to` are drawn. */
  from: number;
  to: number;
  /** Height in px that stands for the rows above and below. */
  before: number;
  after: number;
  mounted: boolean;
  /** Give it to each drawn row with its `data-index`: phones have higher rows. */
  measure: (element: HTMLTableRowElement | null) => void;
  /** Scrolls a row onto the screen. */
  show: (index: number) => void;
}

const firstRows = 40;

/** The rows near the screen. The server and the first paint draw the first forty as they are. */
export function useVisibleRows({
  count,
  scroll,
  rowHeight,
}: {
  count: number;
  scroll: RefObject<HTMLElement | null>;
  rowHeight: number;
}): VisibleRows {
  const [mounted, setMounted] = useState(false);
  useEffect(() => setMounted(true), []);
  const virtual = useVirtualizer<HTMLElement, HTMLTableRowElement>({
    count,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  });
  // Row heights changed: what was measured no longer holds.
  useEffect(() => virtual.measure(), [virtual, rowHeight]);
  const items = virtual.getVirtualItems();
  const [first, last] = [items[0], items.at(-1)];
  const common = { measure: virtual.measureElement, show: (index: number) => virtual.scrollToIndex(index) };
  if (!mounted || !first || !last) return { from: 0, to: firstRows, before: 0, after: 0, mounted: false, ...common };
  return {
    from: first.index,
    to: last.index + 1,
    before: first.start,
    after: virtual.getTotalSize() - last.end,
    mounted,
    ...common,
  };
}
