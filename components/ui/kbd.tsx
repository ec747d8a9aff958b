'use client';

import { type ReactNode, useSyncExternalStore } from 'react';

export function Kbd({ children }: { children: ReactNode }) {
  return (
    <kbd className="inline-flex h-[18px] min-w-[18px] items-center justify-center rounded-sm border border-b-2 border-border-strong bg-surface px-1 text-micro font-medium text-text-2">
      {children}
    </kbd>
  );
}

const never = () => () => undefined;
const isApple = () => /Mac|iPhone|iPad/.test(navigator.platform);

/** A chord with the platform's own modifier: ⌘K or Ctrl K. */
export function Chord({ keys }: { keys: string }) {
  const apple = useSyncExternalStore(never, isApple, () => false);
  return <Kbd>{apple ? `⌘${keys}` : `Ctrl ${keys}`}</Kbd>;
}
