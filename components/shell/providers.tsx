'use client';

import type { ReactNode } from 'react';
import { Toaster } from '@/components/ui/toast';
import { HatchDefs } from './hatch-defs';

// Overlays lock scrolling with a style element; without the page's nonce the policy would refuse it.
if (typeof document !== 'undefined') {
  Object.assign(globalThis, { __webpack_nonce__: document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce });
}

/** What the whole app needs on the client, signed in or not. */
export function Providers({ children }: { children: ReactNode }) {
  return (
    <>
      {children}
      <Toaster />
      <HatchDefs />
    </>
  );
}
