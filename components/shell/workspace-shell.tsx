'use client';

import type { ReactNode } from 'react';
import { signOut } from '@/components/people/session-client';
import { ApiProvider } from './api-provider';
import { AppShell } from './app-shell';
import type { ShellData } from './shell-context';

/** The frame of a workspace with its procedures: what the workspace layout hands its data to. */
export function WorkspaceShell({ data, children }: { data: ShellData; children: ReactNode }) {
  return (
    <ApiProvider workspace={data.workspace.slug}>
      <AppShell data={data} signOut={signOut}>
        {children}
      </AppShell>
    </ApiProvider>
  );
}
