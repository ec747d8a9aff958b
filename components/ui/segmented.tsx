'use client';

import Link from 'next/link';
import { type ReactNode, useId } from 'react';
import { cx } from './cx';

export interface SegmentedOption<V extends string> {
  value: V;
  label: ReactNode;
  /** Said instead of the label where the label is a sign, e.g. "Share" for "%". */
  name?: string;
}

const frame = 'inline-flex max-w-full overflow-x-auto rounded-md border border-border-strong bg-surface shadow-low';
const cell =
  'inline-flex items-center gap-1.5 border-r border-border whitespace-nowrap text-text-2 last:border-r-0 hover:text-text';
const sizes = {
  medium: 'h-[30px] px-[11px] text-table max-md:h-[38px]',
  small: 'h-[26px] px-[9px] text-small max-md:h-9',
};
const ring = 'has-focus-visible:outline-2 has-focus-visible:-outline-offset-2 has-focus-visible:outline-focus';

interface SegmentedProps<V extends string> {
  /** What is chosen, for screen readers. */
  label: string;
  options: readonly SegmentedOption<V>[];
  value: V;
  onChange: (value: V) => void;
  size?: 'medium' | 'small';
}

/** One of a few, all visible. Radio buttons underneath, so arrow keys move. */
export function Segmented<V extends string>({ label, options, value, onChange, size = 'medium' }: SegmentedProps<V>) {
  const name = useId();
  return (
    <div role="radiogroup" aria-label={label} className={frame}>
      {options.map((option) => (
        <label
          key={option.value}
          className={cx(
            cell,
            sizes[size],
            ring,
            'relative has-checked:bg-sunken has-checked:font-medium has-checked:text-text',
          )}
        >
          <input
            type="radio"
            className="sr-only"
            name={name}
            value={option.value}
            aria-label={option.name}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          {option.label}
        </label>
      ))}
    </div>
  );
}

interface SegmentedLinksProps {
  label: string;
  options: readonly { href: string; label: ReactNode; current: boolean; name?: string }[];
  size?: 'medium' | 'small';
}

/** The same look where each choice is an address: measures and tabs that live in the URL. */
export function SegmentedLinks({ label, options, size = 'medium' }: SegmentedLinksProps) {
  return (
    <nav aria-label={label} className={frame}>
      {options.map((option) => (
        <Link
          key={option.href}
          href={option.href}
          scroll={false}
          prefetch={false}
          aria-label={option.name}
          aria-current={option.current ? 'page' : undefined}
          className={cx(
            cell,
            sizes[size],
            'focus-visible:-outline-offset-2',
            option.current && 'bg-sunken font-medium text-text',
          )}
        >
          {option.label}
        </Link>
      ))}
    </nav>
  );
}
