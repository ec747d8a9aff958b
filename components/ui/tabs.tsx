'use client';

import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from 'react';
import { cx } from './cx';

interface Tab {
  id: string;
  label: ReactNode;
  /** A count beside the label. */
  count?: ReactNode;
  content: ReactNode;
}

const steps: Record<string, number> = { ArrowRight: 1, ArrowLeft: -1 };

function target(key: string, index: number, length: number): number | undefined {
  if (key === 'Home') return 0;
  if (key === 'End') return length - 1;
  const step = steps[key];
  return step === undefined ? undefined : (index + step + length) % length;
}

/** Tabs inside one page. Where a tab deserves an address, use SegmentedLinks. */
export function Tabs({ label, tabs, initial }: { label: string; tabs: readonly Tab[]; initial?: string }) {
  const base = useId();
  const list = useRef<HTMLDivElement>(null);
  const [current, setCurrent] = useState(initial ?? tabs[0]?.id);
  const open = tabs.find((tab) => tab.id === current) ?? tabs[0];

  const move = (event: KeyboardEvent) => {
    const next = target(
      event.key,
      tabs.findIndex((tab) => tab.id === open?.id),
      tabs.length,
    );
    const tab = next === undefined ? undefined : tabs[next];
    if (!tab) return;
    event.preventDefault();
    setCurrent(tab.id);
    list.current?.querySelector<HTMLElement>(`[data-tab="${tab.id}"]`)?.focus();
  };

  return (
    <div className="flex min-w-0 flex-col gap-4">
      <div
        ref={list}
        role="tablist"
        aria-label={label}
        className="flex gap-4 overflow-x-auto border-b border-border"
        onKeyDown={move}
      >
        {tabs.map((tab) => (
          <button
            key={tab.id}
            type="button"
            role="tab"
            id={`${base}-${tab.id}`}
            data-tab={tab.id}
            aria-selected={tab.id === open?.id}
            aria-controls={`${base}-panel`}
            tabIndex={tab.id === open?.id ? 0 : -1}
            onClick={() => setCurrent(tab.id)}
            className={cx(
              '-mb-px h-9 border-b-2 text-table whitespace-nowrap focus-visible:-outline-offset-2 max-md:h-11',
              tab.id === open?.id
                ? 'border-accent font-medium text-text'
                : 'border-transparent text-text-2 hover:text-text',
            )}
          >
            {tab.label}
            {tab.count === undefined ? null : <span className="ml-1.5 text-small text-muted">{tab.count}</span>}
          </button>
        ))}
      </div>
      {open ? (
        <div role="tabpanel" id={`${base}-panel`} aria-labelledby={`${base}-${open.id}`}>
          {open.content}
        </div>
      ) : null}
    </div>
  );
}
