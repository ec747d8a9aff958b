'use client';

import { type KeyboardEvent, type ReactNode, useId, useState } from 'react';
import { cx } from './cx';

interface TooltipProps {
  content: ReactNode;
  side?: 'top' | 'bottom' | 'right';
  /** One element that can take focus and has a name of its own. */
  children: ReactNode;
}

const sides = {
  top: 'bottom-full left-1/2 mb-1.5 -translate-x-1/2',
  bottom: 'top-full left-1/2 mt-1.5 -translate-x-1/2',
  right: 'left-full top-1/2 ml-1.5 -translate-y-1/2',
};

/** Extra words for what already has a name; never the only place of something needed. Escape hides it. */
export function Tooltip({ content, side = 'top', children }: TooltipProps) {
  const id = useId();
  const [shown, setShown] = useState(false);
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape') setShown(false);
  };
  return (
    <span
      className="relative inline-flex"
      aria-describedby={shown ? id : undefined}
      onMouseEnter={() => setShown(true)}
      onMouseLeave={() => setShown(false)}
      onFocus={() => setShown(true)}
      onBlur={() => setShown(false)}
      onKeyDown={onKey}
    >
      {children}
      {shown ? (
        <span
          id={id}
          role="tooltip"
          className={cx(
            'fade-in absolute z-50 w-max max-w-72 rounded-md border border-border-strong bg-raised px-2.5 py-1.5 text-small text-text shadow-mid',
            sides[side],
          )}
        >
          {content}
        </span>
      ) : null}
    </span>
  );
}
