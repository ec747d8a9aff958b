'use client';

import { createContext, useContext } from 'react';
import type { Role } from '@/server/auth/permissions';

/** What every signed-in page's frame shows, read once by the workspace layout. Plain data. */
export interface ShellData {
  workspace: { slug: string; name: string; timezone: string; currency: string; count: 'people' | 'accounts' };
  /** All of this person, the current one among them. */
  workspaces: { slug: string; name: string }[];
  person: { name: string; email: string; role: Role };
  freshness: Freshness;
  /** Beside a rail link, by nav id: a count, or a dot with the reason why it needs someone. */
  badges?: Readonly<Record<string, { count?: number; needs?: string }>>;
}

/** What the foot of the rail says about the data. */
export interface Freshness {
  state: 'fresh' | 'late' | 'importing' | 'empty';
  /** "Data to 08:12, 6 min ago", "Importing, 64 %", "No data yet". */
  words: string;
}

export type Overlay = 'command' | 'shortcuts' | 'more';

export interface Shell extends ShellData {
  open: (overlay: Overlay) => void;
  /** Customers, segments and campaigns by name, for the command menu. */
  search?: (query: string) => Promise<CommandHit[]>;
  signOut: () => Promise<void>;
}

export interface CommandHit {
  group: string;
  label: string;
  note?: string;
  href: string;
}

export const ShellContext = createContext<Shell | null>(null);

export function useShell(): Shell {
  const shell = useContext(ShellContext);
  if (!shell) throw new Error('this component stands inside the AppShell');
  return shell;
}
