'use client';

import { lazy, type ReactNode, Suspense } from 'react';
import { useOpened } from './overlays/use-opened';

export interface DialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  /** One sentence on what happens. Without it the title must say enough. */
  description?: ReactNode;
  children?: ReactNode;
  /** The actions, the primary one last. */
  footer?: ReactNode;
  wide?: boolean;
}

const DialogView = lazy(() => import('./overlays/dialog-view').then((file) => ({ default: file.DialogView })));

/** A question in the middle of the screen. Its code comes when it is first opened. */
export function Dialog(props: DialogProps) {
  const opened = useOpened(props.open);
  return <Suspense fallback={null}>{opened ? <DialogView {...props} /> : null}</Suspense>;
}
