'use client';

import { Keyboard, LogOut, UserRound } from 'lucide-react';
import { Menu, MenuItem, MenuLabel, MenuLine, MenuLink } from '@/components/ui/menu';
import { useShell } from './shell-context';
import { ThemeChoice } from './theme-choice';

/** "AN" for Ada Novak; the first two letters where there is one name. */
export function initials(name: string): string {
  const words = name
    .trim()
    .split(/[\s.@_-]+/)
    .filter(Boolean);
  const letters =
    words.length > 1
      ? words
          .slice(0, 2)
          .map((word) => word.charAt(0))
          .join('')
      : (words[0] ?? '?').slice(0, 2);
  return letters.toUpperCase();
}

const roleWords = { owner: 'Owner', admin: 'Admin', analyst: 'Analyst', csm: 'CSM', viewer: 'Viewer' } as const;

export function UserMenu() {
  const { person, open, signOut } = useShell();
  return (
    <Menu
      side="top"
      trigger={
        <button
          type="button"
          aria-label={`${person.name}, account and appearance`}
          className="flex min-h-11 w-full items-center gap-2 rounded-md px-2 text-left text-small text-text-2 hover:bg-hover max-lg:justify-center max-lg:px-0 max-md:justify-start max-md:px-2"
        >
          <span
            className="inline-grid size-6 shrink-0 place-items-center rounded-full border border-border bg-sunken text-[10px] font-semibold"
            aria-hidden
          >
            {initials(person.name)}
          </span>
          <span className="min-w-0 flex-1 max-lg:hidden max-md:block">
            <span className="block truncate">{person.name}</span>
            <span className="block truncate text-muted">{roleWords[person.role]}</span>
          </span>
        </button>
      }
    >
      <MenuLabel>{person.email}</MenuLabel>
      <MenuLink href="/account" icon={<UserRound className="icon-s text-muted" aria-hidden />}>
        Your account
      </MenuLink>
      <MenuItem
        icon={<Keyboard className="icon-s text-muted" aria-hidden />}
        end="?"
        onSelect={() => open('shortcuts')}
      >
        Keyboard shortcuts
      </MenuItem>
      <MenuLine />
      <ThemeChoice />
      <MenuLine />
      <MenuItem icon={<LogOut className="icon-s text-muted" aria-hidden />} onSelect={() => void signOut()}>
        Sign out
      </MenuItem>
    </Menu>
  );
}
