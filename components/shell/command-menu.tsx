'use client';

import { Command } from 'cmdk';
import { ArrowRight, Keyboard, LogOut } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { Dialog as Radix } from 'radix-ui';
import { type ReactNode, useEffect, useState } from 'react';
import { navFor, navHref } from './nav';
import { type CommandHit, useShell } from './shell-context';
import { useReturnFocus } from '@/components/ui/overlays/use-return-focus';

const item =
  'flex min-h-9 items-center gap-2.5 rounded-sm px-2 text-table data-[selected=true]:bg-hover max-md:min-h-11';
const group =
  '[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-small [&_[cmdk-group-heading]]:text-muted';
const debounceMs = 120;

/** Asks the server while someone types; an answer that comes too late is dropped. */
function useHits(query: string, search: ((query: string) => Promise<CommandHit[]>) | undefined): CommandHit[] {
  const [hits, setHits] = useState<CommandHit[]>([]);
  useEffect(() => {
    let current = true;
    const text = query.trim();
    const timer = setTimeout(async () => {
      const found = text.length > 1 && search ? await search(text) : [];
      if (current) setHits(found);
    }, debounceMs);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [query, search]);
  return hits;
}

interface EntryProps {
  value: string;
  icon: ReactNode;
  note?: string;
  onSelect: () => void;
  children: ReactNode;
}

function Entry({ value, icon, note, onSelect, children }: EntryProps) {
  return (
    <Command.Item value={value} onSelect={onSelect} className={item}>
      <span className="text-muted [&_svg]:size-4 [&_svg]:stroke-[1.6]">{icon}</span>
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {note ? <span className="text-small text-muted">{note}</span> : null}
    </Command.Item>
  );
}

/** Cmd/Ctrl-K: pages, customers and actions by name. */
export function CommandMenu({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const returnFocus = useReturnFocus(open);
  const shell = useShell();
  const router = useRouter();
  const [query, setQuery] = useState('');
  const hits = useHits(query, shell.search);
  const run = (action: () => void) => () => {
    onOpenChange(false);
    setQuery('');
    action();
  };
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fade-in fixed inset-0 z-40 bg-scrim" />
        <Radix.Content
          onCloseAutoFocus={returnFocus}
          aria-describedby={undefined}
          className="rise-in fixed inset-x-4 top-[12vh] z-50 mx-auto max-w-[560px] overflow-hidden rounded-md border border-border-strong bg-raised shadow-high focus:outline-none"
        >
          <Radix.Title className="sr-only">Find or do</Radix.Title>
          <Command label="Find or do" loop>
            <Command.Input
              value={query}
              onValueChange={setQuery}
              placeholder={shell.search ? 'A page, a customer, an action' : 'A page or an action'}
              className="h-12 w-full border-b border-border bg-transparent px-4 text-body outline-none"
            />
            <Command.List className="max-h-[52vh] overflow-y-auto p-1.5">
              <Command.Empty className="px-2 py-6 text-center text-table text-muted">
                Nothing by that name.
              </Command.Empty>
              <Command.Group heading="Pages" className={group}>
                {navFor(shell.person.role).map((page) => (
                  <Entry
                    key={page.id}
                    value={`page ${page.label}`}
                    icon={<page.icon aria-hidden />}
                    note={`G ${page.key.toUpperCase()}`}
                    onSelect={run(() => router.push(navHref(shell.workspace.slug, page)))}
                  >
                    {page.label}
                  </Entry>
                ))}
              </Command.Group>
              {hits.length > 0 ? (
                <Command.Group heading="Found" className={group}>
                  {hits.map((hit) => (
                    <Entry
                      key={hit.href}
                      value={`${query} ${hit.label} ${hit.href}`}
                      icon={<ArrowRight aria-hidden />}
                      note={hit.note ?? hit.group}
                      onSelect={run(() => router.push(hit.href))}
                    >
                      {hit.label}
                    </Entry>
                  ))}
                </Command.Group>
              ) : null}
              <Command.Group heading="Actions" className={group}>
                <Entry
                  value="keyboard shortcuts"
                  icon={<Keyboard aria-hidden />}
                  note="?"
                  onSelect={run(() => shell.open('shortcuts'))}
                >
                  Keyboard shortcuts
                </Entry>
                <Entry value="sign out" icon={<LogOut aria-hidden />} onSelect={run(() => void shell.signOut())}>
                  Sign out
                </Entry>
              </Command.Group>
            </Command.List>
          </Command>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
