'use client';

import { DropdownMenu as Radix } from 'radix-ui';
import type { MenuProps } from '../menu';
import { MenuKit } from './menu-kit';

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
