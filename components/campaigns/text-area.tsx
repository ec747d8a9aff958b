'use client';

import { type ComponentProps, useId } from 'react';

/** A label, several lines and what to know about them. */
export function TextArea({ label, hint, ...rest }: ComponentProps<'textarea'> & { label: string; hint: string }) {
  const id = useId();
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <label htmlFor={id} className="text-table font-medium">
        {label}
      </label>
      <textarea
        id={id}
        aria-describedby={`${id}-hint`}
        {...rest}
        className="w-full rounded-md border border-control bg-surface px-2.5 py-2 text-table hover:border-muted"
      />
      <p id={`${id}-hint`} className="text-small text-muted">
        {hint}
      </p>
    </div>
  );
}
