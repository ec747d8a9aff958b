'use client';

import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import { Button } from '../button';
import type { ReactNode } from 'react';
import { useReturnFocus } from './use-return-focus';

export interface DrawerProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  /** What the drawer is about, after the title. */
  sub?: ReactNode;
  /** Small quiet buttons left of Close. */
  actions?: ReactNode;
  children: ReactNode;
}

/** 560 px from the right, the whole screen on phones. Sections inside bring their own padding and lines. */
export function DrawerView({ open, onOpenChange, title, sub, actions, children }: DrawerProps) {
  const returnFocus = useReturnFocus(open);
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fade-in fixed inset-0 z-40 bg-scrim" />
        <Radix.Content
          onCloseAutoFocus={returnFocus}
          aria-describedby={undefined}
          className="slide-in fixed inset-y-0 right-0 z-50 flex w-full max-w-[560px] flex-col border-border-strong bg-surface shadow-high focus:outline-none md:border-l"
        >
          <header className="flex h-12 shrink-0 items-center gap-2 border-b border-border pr-3 pl-5 text-table">
            <Radix.Title className="font-semibold">{title}</Radix.Title>
            <span className="min-w-0 flex-1 truncate text-muted">{sub}</span>
            {actions}
            <Radix.Close asChild>
              <Button variant="quiet" size="small" iconOnly aria-label="Close">
                <X aria-hidden />
              </Button>
            </Radix.Close>
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto">{children}</div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
