'use client';

import { useRouter } from 'next/navigation';
import { type KeyboardEvent, type RefObject, useState } from 'react';

interface RowKeys {
  count: number;
  scroll: RefObject<HTMLElement | null>;
  /** Brings a row that is not drawn onto the screen. */
  show: (index: number) => void;
  href: (index: number) => string | undefined;
}

const moves: Record<string, (index: number, last: number) => number> = {
  ArrowDown: (index, last) => Math.min(last, index + 1),
  j: (index, last) => Math.min(last, index + 1),
  ArrowUp: (index) => Math.max(0, index - 1),
  k: (index) => Math.max(0, index - 1),
  Home: () => 0,
  End: (_, last) => last,
  PageDown: (index, last) => Math.min(last, index + 10),
  PageUp: (index) => Math.max(0, index - 10),
};

/** Up, down, J, K move between rows, Enter opens. One row is in the tab order. */
export function useRowKeys({ count, scroll, show, href }: RowKeys) {
  const router = useRouter();
  const [reach, setReach] = useState(0);

  const focus = (index: number) => {
    setReach(index);
    show(index);
    // The row may be drawn only after the scroll.
    requestAnimationFrame(() =>
      requestAnimationFrame(() =>
        scroll.current?.querySelector<HTMLElement>(`[data-row="${index}"]`)?.focus({ preventScroll: true }),
      ),
    );
  };

  const onKeyDown = (event: KeyboardEvent, index: number) => {
    if (event.metaKey || event.ctrlKey || event.altKey || event.target !== event.currentTarget) return;
    const move = moves[event.key];
    const address = event.key === 'Enter' ? href(index) : undefined;
    if (move) focus(move(index, count - 1));
    else if (address) router.push(address);
    else return;
    event.preventDefault();
  };

  return { onKeyDown, reach: Math.min(reach, Math.max(0, count - 1)) };
}
