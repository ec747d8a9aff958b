'use client';

import { lazy, Suspense } from 'react';
import { useArmed } from './overlays/use-armed';
import type { PopoverProps } from './overlays/popover-view';

const load = () => import('./overlays/popover-view');
const PopoverView = lazy(() => load().then((file) => ({ default: file.PopoverView })));

/** A small form beside its button: filters, ranges, pickers. Its code comes with the first use. */
export function Popover(props: PopoverProps) {
  const { armed, plain } = useArmed(props.trigger, 'dialog', load);
  return <Suspense fallback={plain}>{armed ? <PopoverView {...props} /> : plain}</Suspense>;
}
