import type { ReactNode } from 'react';
import { freshnessInWords } from '@/components/shell/freshness-words';
import type { ShellData } from '@/components/shell/shell-context';
import { WorkspaceShell } from '@/components/shell/workspace-shell';
import { api } from '@/server/trpc/server';

interface WorkspaceLayoutProps {
  params: Promise<{ workspace: string }>;
  children: ReactNode;
}

export default async function WorkspaceLayout({ params, children }: WorkspaceLayoutProps) {
  const { workspace: slug } = await params;
  const { workspaces, people } = await api(slug);
  const [{ role, ...workspace }, freshness, own, me] = await Promise.all([
    workspaces.get(),
    workspaces.freshness(),
    workspaces.list(),
    people.me(),
  ]);
  const data: ShellData = {
    workspace,
    workspaces: own,
    person: { name: me.name, email: me.email, role: role ?? 'viewer' },
    freshness: freshnessInWords(freshness, Date.now(), workspace.timezone),
  };
  return <WorkspaceShell data={data}>{children}</WorkspaceShell>;
}
