'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { navFor, navHref } from './nav';
import type { Overlay, ShellData } from './shell-context';

const chordMs = 1_000;

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  target.closest('input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]') !== null;

/** Cmd/Ctrl-K, `?` and G then a letter. Silent while someone types or a dialog is open. */
export function useShortcuts(
  { workspace, person }: Pick<ShellData, 'workspace' | 'person'>,
  open: (overlay: Overlay) => void,
): void {
  const router = useRouter();
  useEffect(() => {
    let goUntil = 0;
    const go = (key: string): boolean => {
      const item = navFor(person.role).find((candidate) => candidate.key === key);
      if (item) router.push(navHref(workspace.slug, item));
      return item !== undefined;
    };
    const plain = (event: KeyboardEvent): boolean => {
      const inChord = event.timeStamp < goUntil;
      goUntil = 0;
      if (inChord) return go(event.key);
      if (event.key === 'g') goUntil = event.timeStamp + chordMs;
      if (event.key === '?') open('shortcuts');
      return event.key === '?';
    };
    const onKey = (event: KeyboardEvent) => {
      const withModifier = event.metaKey || event.ctrlKey;
      if (withModifier && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        open('command');
        return;
      }
      if (withModifier || event.altKey || isTyping(event.target) || document.querySelector('[role=dialog]')) return;
      if (plain(event)) event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [open, person.role, router, workspace.slug]);
}
