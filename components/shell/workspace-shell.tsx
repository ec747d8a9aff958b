'use client';

import { type ReactNode, useCallback } from 'react';
import { signOut } from '@/components/people/session-client';
import { ApiProvider, useTRPCClient } from './api-provider';
import { AppShell } from './app-shell';
import type { CommandHit, ShellData } from './shell-context';

interface WorkspaceShellProps {
  data: ShellData;
  children: ReactNode;
}

const mostHits = 6;

function ShellWithSearch({ data, children }: WorkspaceShellProps) {
  const client = useTRPCClient();
  const { slug } = data.workspace;
  const search = useCallback(
    async (text: string): Promise<CommandHit[]> => {
      const page = await client.customers.list.query({ search: text, limit: mostHits });
      return page.rows.map((row) => ({
        group: 'customer',
        label: row.name || row.email || row.externalId,
        note: row.name ? row.email || row.externalId : 'customer',
        href: `/${slug}/customers/${row.id}`,
      }));
    },
    [client, slug],
  );
  return (
    <AppShell data={data} signOut={signOut} search={search}>
      {children}
    </AppShell>
  );
}

/** The frame of a workspace with its procedures: what the workspace layout hands its data to. */
export function WorkspaceShell({ data, children }: WorkspaceShellProps) {
  return (
    <ApiProvider workspace={data.workspace.slug}>
      <ShellWithSearch data={data}>{children}</ShellWithSearch>
    </ApiProvider>
  );
}
