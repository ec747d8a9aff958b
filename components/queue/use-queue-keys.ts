'use client';

import { useRouter } from 'next/navigation';
import { type RefObject, useEffect } from 'react';

interface QueueKeys {
  list: RefObject<HTMLElement | null>;
  selected: number;
  count: number;
  select(index: number): void;
  /** Called at the last row: there may be more. */
  onEnd(): void;
}

const isTaken = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest('input, textarea, select, button, [contenteditable]') !== null;

const isBusy = ({ target, metaKey, ctrlKey, altKey }: KeyboardEvent) =>
  metaKey || ctrlKey || altKey || isTaken(target) || document.querySelector('[role=dialog]') !== null;

/** J and K walk the queue wherever the focus is, Enter opens; the selected row has the focus, so a reader hears it. */
export function useQueueKeys({ list, selected, count, select, onEnd }: QueueKeys): void {
  const router = useRouter();
  useEffect(() => {
    const linkAt = (index: number) => list.current?.querySelector<HTMLAnchorElement>(`[data-rank="${index + 1}"]`);
    const walk = (to: number) => {
      if (to >= count) return onEnd();
      select(Math.max(0, to));
      const link = linkAt(Math.max(0, to));
      link?.focus({ preventScroll: true });
      link?.closest('li')?.scrollIntoView({ block: 'nearest' });
    };
    const onKey = (event: KeyboardEvent) => {
      if (isBusy(event) || count === 0) return;
      if (event.key === 'j') walk(selected + 1);
      else if (event.key === 'k') walk(selected - 1);
      else if (event.key === 'Enter' && !(event.target instanceof HTMLAnchorElement)) {
        const href = linkAt(selected)?.getAttribute('href');
        if (href) router.push(href);
      } else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [list, selected, count, select, onEnd, router]);
}
