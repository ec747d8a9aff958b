'use client';

import { Search } from 'lucide-react';
import { Chord } from '@/components/ui/kbd';
import { RailFoot } from './rail-foot';
import { RailLinks } from './rail-links';
import { useShell } from './shell-context';
import { WorkspaceSwitcher } from './workspace-switcher';

/** 216 px, 56 px below 1100, gone below 720 where the TabBar takes over. */
export function AppRail() {
  const { open } = useShell();
  return (
    <aside aria-label="Workspace" className="border-r border-border bg-rail max-md:hidden">
      <div className="sticky top-0 flex h-screen flex-col overflow-y-auto p-2">
        <WorkspaceSwitcher />
        <button
          type="button"
          onClick={() => open('command')}
          aria-label="Find or do"
          className="mb-2 flex h-8 items-center gap-2 rounded-md border border-border bg-surface px-2 text-table text-muted hover:border-border-strong max-lg:justify-center max-lg:px-0"
        >
          <Search className="icon-s" aria-hidden />
          <span className="flex-1 text-left max-lg:hidden">Find or do</span>
          <span className="max-lg:hidden" aria-hidden>
            <Chord keys="K" />
          </span>
        </button>
        <nav aria-label="Main">
          <RailLinks />
        </nav>
        <RailFoot />
      </div>
    </aside>
  );
}
