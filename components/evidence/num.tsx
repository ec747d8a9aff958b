'use client';

import type { ReactNode } from 'react';
import { cx } from '@/components/ui/cx';
import type { TraceSource } from '@/components/shell/trace';
import { useOpenTrace } from '@/components/shell/trace-provider';

interface NumProps {
  /** Without a trace the figure is plain text: nothing to open, no underline. */
  trace?: TraceSource;
  /** This figure is the finding. */
  strong?: boolean;
  className?: string;
  children: ReactNode;
}

/** Any figure. A click or Enter opens where it came from. */
export function Num({ trace, strong = false, className, children }: NumProps) {
  const open = useOpenTrace();
  const weight = strong ? 'font-semibold' : undefined;
  if (!trace || !open) return <span className={cx('whitespace-nowrap', weight, className)}>{children}</span>;
  return (
    <button type="button" aria-haspopup="dialog" className={cx('num', weight, className)} onClick={() => open(trace)}>
      {children}
    </button>
  );
}
