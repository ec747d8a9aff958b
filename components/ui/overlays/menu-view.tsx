'use client';

import { DropdownMenu as Radix } from 'radix-ui';
import type { Trigger } from './use-armed';
import type { ReactNode } from 'react';
import { MenuKit } from './menu-kit';

export interface MenuProps {
  /** The button that opens it. */
  trigger: Trigger;
  align?: 'start' | 'end';
  side?: 'top' | 'bottom';
  children: ReactNode;
}

/** The menu itself; `menu.tsx` fetches it when it is first wanted. */
export function MenuView({ trigger, align = 'start', side = 'bottom', children }: MenuProps) {
  return (
    <Radix.Root modal={false} defaultOpen>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          className="fade-in z-50 max-w-80 min-w-44 rounded-md border border-border-strong bg-raised p-1 text-table shadow-mid"
          align={align}
          side={side}
          sideOffset={4}
          collisionPadding={8}
        >
          <MenuKit value={Radix}>{children}</MenuKit>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
