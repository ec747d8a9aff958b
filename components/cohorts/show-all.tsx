'use client';

import { type ReactNode, useState } from 'react';
import { Button } from '@/components/ui/button';

interface ShowAllProps {
  few: ReactNode;
  all: ReactNode;
  /** Rows that `few` leaves out; none of them is clear. */
  hidden: number;
  label: string;
}

/** A table cut to what says something, and the whole of it on demand. */
export function ShowAll({ few, all, hidden, label }: ShowAllProps) {
  const [isOpen, setOpen] = useState(false);
  if (hidden === 0) return all;
  return (
    <>
      {isOpen ? all : few}
      <div className="flex min-h-9 items-center justify-between gap-4 border-t border-border px-4 py-1 text-small text-muted">
        <span>{isOpen ? '' : `${hidden} older, none clear of noise`}</span>
        <Button size="small" variant="quiet" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? 'Show fewer' : label}
        </Button>
      </div>
    </>
  );
}
