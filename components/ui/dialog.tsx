'use client';

import { lazy, Suspense } from 'react';
import { useOpened } from './overlays/use-opened';
import type { DialogProps } from './overlays/dialog-view';

const DialogView = lazy(() => import('./overlays/dialog-view').then((file) => ({ default: file.DialogView })));

/** A question in the middle of the screen. Its code comes when it is first opened. */
export function Dialog(props: DialogProps) {
  const opened = useOpened(props.open);
  return <Suspense fallback={null}>{opened ? <DialogView {...props} /> : null}</Suspense>;
}
