'use client';

import { lazy, type ReactNode, Suspense } from 'react';
import { type Trigger, useArmed } from './overlays/use-armed';

export interface PopoverProps {
  trigger: Trigger;
  /** What it holds, for screen readers. */
  label: string;
  align?: 'start' | 'end';
  children: ReactNode;
}

const load = () => import('./overlays/popover-view');
const PopoverView = lazy(() => load().then((file) => ({ default: file.PopoverView })));

/** A small form beside its button: filters, ranges, pickers. Its code comes with the first use. */
export function Popover(props: PopoverProps) {
  const { armed, plain } = useArmed(props.trigger, 'dialog', load);
  return <Suspense fallback={plain}>{armed ? <PopoverView {...props} /> : plain}</Suspense>;
}
