'use client';

import { useState } from 'react';

/**
 * Where the focus goes when an overlay without a trigger of its own closes: back to what had it before.
 * Give the result to `onCloseAutoFocus`.
 */
export function useReturnFocus(open: boolean): (event: Event) => void {
  const [origin, setOrigin] = useState<Element | null>(null);
  const [wasOpen, setWasOpen] = useState(false);
  if (open !== wasOpen) {
    setWasOpen(open);
    if (open) setOrigin(document.activeElement);
  }
  return (event) => {
    event.preventDefault();
    if (origin instanceof HTMLElement && origin.isConnected) origin.focus();
  };
}
