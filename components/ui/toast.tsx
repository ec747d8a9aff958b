'use client';

import { Check, CircleAlert, X } from 'lucide-react';
import { useEffect, useRef, useSyncExternalStore } from 'react';
import { Button } from './button';
import { Kbd } from './kbd';

export interface ToastMessage {
  text: string;
  tone?: 'done' | 'failed';
  /** Undo rather than confirm: Z does it too while the toast is shown. */
  undo?: () => void;
}

interface Shown extends ToastMessage {
  id: number;
}

const staysMs = 6_000;
const most = 3;
const none: readonly Shown[] = [];
let shown = none;
let count = 0;
const listeners = new Set<() => void>();

function change(next: readonly Shown[]): void {
  shown = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Says what was done. At most three at once, the newest below. */
export function toast(message: ToastMessage): void {
  count += 1;
  change([...shown, { ...message, id: count }].slice(-most));
}

const dismiss = (id: number) => change(shown.filter((item) => item.id !== id));

function undo(item: Shown): void {
  dismiss(item.id);
  item.undo?.();
}

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable]') !== null;

function ToastRow({ item }: { item: Shown }) {
  const held = useRef(false);
  useEffect(() => {
    // A failure stays until it is read; a hovered or focused toast waits for the next tick.
    if (item.tone === 'failed') return;
    const timer = setInterval(() => held.current || dismiss(item.id), staysMs);
    return () => clearInterval(timer);
  }, [item]);
  const hold = (value: boolean) => () => {
    held.current = value;
  };
  return (
    <li
      className="rise-in pointer-events-auto flex min-h-11 items-center gap-2 rounded-md border border-border-strong bg-raised py-1 pr-1.5 pl-3 text-table shadow-mid"
      onMouseEnter={hold(true)}
      onMouseLeave={hold(false)}
      onFocus={hold(true)}
      onBlur={hold(false)}
    >
      {item.tone === 'failed' ? (
        <CircleAlert className="icon-s text-risk-text" aria-hidden />
      ) : (
        <Check className="icon-s text-muted" aria-hidden />
      )}
      <span className="min-w-0 flex-1">{item.text}</span>
      {item.undo ? (
        <Button size="small" onClick={() => undo(item)}>
          Undo <Kbd>Z</Kbd>
        </Button>
      ) : null}
      <Button size="small" variant="quiet" iconOnly aria-label="Dismiss" onClick={() => dismiss(item.id)}>
        <X aria-hidden />
      </Button>
    </li>
  );
}

/** The place where toasts appear; the root layout holds the only one. */
export function Toaster() {
  const items = useSyncExternalStore(
    subscribe,
    () => shown,
    () => none,
  );
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const last = shown.findLast((item) => item.undo);
      if (event.key !== 'z' || event.metaKey || event.ctrlKey || !last || isTyping(event.target)) return;
      event.preventDefault();
      undo(last);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  return (
    <section
      aria-label="Notifications"
      aria-live="polite"
      className="pointer-events-none fixed bottom-4 left-4 z-60 max-md:bottom-[76px] md:left-[calc(var(--rail-w-small)+32px)] lg:left-[calc(var(--rail-w)+32px)]"
    >
      <ol className="flex max-w-[min(480px,calc(100vw-32px))] flex-col items-start gap-2">
        {items.map((item) => (
          <ToastRow key={item.id} item={item} />
        ))}
      </ol>
    </section>
  );
}
