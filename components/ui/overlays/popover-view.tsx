'use client';

import type { ReactNode } from 'react';
import type { Trigger } from './use-armed';
import { Popover as Radix } from 'radix-ui';

export interface PopoverProps {
  trigger: Trigger;
  /** What it holds, for screen readers. */
  label: string;
  align?: 'start' | 'end';
  children: ReactNode;
}

/** The popover itself; `popover.tsx` fetches it when it is first wanted. */
export function PopoverView({ trigger, label, align = 'start', children }: PopoverProps) {
  return (
    <Radix.Root defaultOpen>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          aria-label={label}
          align={align}
          sideOffset={4}
          collisionPadding={8}
          className="fade-in z-50 max-w-[calc(100vw-16px)] min-w-56 rounded-md border border-border-strong bg-raised p-3 text-table shadow-mid outline-none"
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
