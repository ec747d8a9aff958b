'use client';

import { Search } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { Drawer } from '@/components/ui/drawer';
import { RailFoot } from './rail-foot';
import { RailLinks } from './rail-links';
import { useShell } from './shell-context';
import { WorkspaceSwitcher } from './workspace-switcher';

/** On phones: everything of the rail. A chosen link closes it. */
export function MoreDrawer({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const shell = useShell();
  return (
    <Drawer open={open} onOpenChange={onOpenChange} title="More">
      <div
        className="flex min-h-full flex-col p-3"
        onClickCapture={(event) => {
          if (event.target instanceof HTMLElement && event.target.closest('a')) onOpenChange(false);
        }}
      >
        <WorkspaceSwitcher />
        <Button className="mb-3 w-full" onClick={() => shell.open('command')}>
          <Search aria-hidden /> Find or do
        </Button>
        <nav aria-label="All pages">
          <RailLinks />
        </nav>
        <RailFoot />
      </div>
    </Drawer>
  );
}
