'use client';

import { type RefObject, useLayoutEffect, useRef } from 'react';

/** A pinned cell stays at its offset; the offset is set after mount because the page's policy refuses style attributes. */
export function usePinOffset<E extends HTMLElement>(offset: number | null): RefObject<E | null> {
  const ref = useRef<E>(null);
  useLayoutEffect(() => {
    if (ref.current) ref.current.style.left = offset === null ? '' : `${offset}px`;
  }, [offset]);
  return ref;
}

export const pinClass = (isPinned: boolean): string | undefined =>
  isPinned ? 'sticky z-10 border-r border-r-border' : undefined;
