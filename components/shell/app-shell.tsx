'use client';

import { lazy, type ReactNode, Suspense, useCallback, useMemo, useState } from 'react';
import { AppRail } from './app-rail';
import { type Overlay, type Shell, ShellContext, type ShellData } from './shell-context';
import { TabBar } from './tab-bar';
import { TraceProvider } from './trace-provider';
import { useShortcuts } from './use-shortcuts';

const CommandMenu = lazy(() => import('./command-menu').then((file) => ({ default: file.CommandMenu })));
const ShortcutsSheet = lazy(() => import('./shortcuts-sheet').then((file) => ({ default: file.ShortcutsSheet })));
const MoreDrawer = lazy(() => import('./more-drawer').then((file) => ({ default: file.MoreDrawer })));

interface AppShellProps {
  data: ShellData;
  signOut: () => Promise<void>;
  search?: Shell['search'];
  children: ReactNode;
}

/** The frame of every signed-in page: rail, bottom bar, command menu, shortcuts, trace drawer. */
export function AppShell({ data, signOut, search, children }: AppShellProps) {
  const [overlay, setOverlay] = useState<Overlay | null>(null);
  // What was opened once stays mounted, so that it can close with its own motion and keep its state.
  const [seen, setSeen] = useState<ReadonlySet<Overlay>>(new Set());
  const open = useCallback((next: Overlay) => {
    setSeen((before) => new Set(before).add(next));
    setOverlay(next);
  }, []);
  useShortcuts(data, open);
  const shell = useMemo(() => ({ ...data, open, search, signOut }), [data, open, search, signOut]);
  const props = (name: Overlay) => ({
    open: overlay === name,
    onOpenChange: (isOpen: boolean) => setOverlay(isOpen ? name : null),
  });
  return (
    <ShellContext value={shell}>
      <TraceProvider>
        <a
          href="#main"
          className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-60 focus:rounded-md focus:bg-raised focus:px-3 focus:py-2"
        >
          Skip to the page
        </a>
        <div className="min-h-screen md:grid md:grid-cols-[var(--rail-w-small)_minmax(0,1fr)] lg:grid-cols-[var(--rail-w)_minmax(0,1fr)]">
          <AppRail />
          <div className="min-w-0">{children}</div>
        </div>
        <TabBar />
        <Suspense fallback={null}>
          {seen.has('command') ? <CommandMenu {...props('command')} /> : null}
          {seen.has('shortcuts') ? <ShortcutsSheet {...props('shortcuts')} /> : null}
          {seen.has('more') ? <MoreDrawer {...props('more')} /> : null}
        </Suspense>
      </TraceProvider>
    </ShellContext>
  );
}
