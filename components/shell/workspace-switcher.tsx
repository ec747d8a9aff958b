'use client';

import { ChevronsUpDown, Plus } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { Menu, MenuChoice, MenuLabel, MenuLine, MenuLink } from '@/components/ui/menu';
import { Mark } from './mark';
import { useShell } from './shell-context';

export function WorkspaceSwitcher() {
  const { workspace, workspaces } = useShell();
  const router = useRouter();
  return (
    <Menu
      trigger={
        <button
          type="button"
          aria-label={`Workspace ${workspace.name}, switch`}
          className="mb-1 flex h-9 w-full items-center gap-2 rounded-md px-2 text-left text-table font-semibold hover:bg-hover max-lg:justify-center max-lg:px-0 max-md:justify-start max-md:px-2"
        >
          <Mark />
          <span className="min-w-0 flex-1 truncate max-lg:hidden max-md:block">{workspace.name}</span>
          <ChevronsUpDown className="icon-s text-muted max-lg:hidden max-md:block" aria-hidden />
        </button>
      }
    >
      <MenuLabel>Workspaces</MenuLabel>
      <MenuChoice
        value={workspace.slug}
        options={workspaces.map(({ slug, name }) => ({ value: slug, label: name }))}
        onChange={(slug) => router.push(`/${slug}`)}
      />
      <MenuLine />
      <MenuLink href="/workspaces/new" icon={<Plus className="icon-s text-muted" aria-hidden />}>
        New workspace
      </MenuLink>
    </Menu>
  );
}
