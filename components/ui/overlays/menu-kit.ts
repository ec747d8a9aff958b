'use client';

import type { DropdownMenu } from 'radix-ui';
import { createContext, useContext } from 'react';

export type Kit = typeof DropdownMenu;

/** The parts of a menu, handed down by the view that loaded them. */
export const MenuKit = createContext<Kit | null>(null);

export function useMenuKit(): Kit {
  const kit = useContext(MenuKit);
  if (!kit) throw new Error('menu items stand inside a Menu');
  return kit;
}
