'use client';

import { lazy, type ReactNode, Suspense } from 'react';
import { useOpened } from './overlays/use-opened';

export interface DrawerProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  /** What the drawer is about, after the title. */
  sub?: ReactNode;
  /** Small quiet buttons left of Close. */
  actions?: ReactNode;
  children: ReactNode;
}

const DrawerView = lazy(() => import('./overlays/drawer-view').then((file) => ({ default: file.DrawerView })));

/** More about one thing, beside the page. Its code comes when it is first opened. */
export function Drawer(props: DrawerProps) {
  const opened = useOpened(props.open);
  return <Suspense fallback={null}>{opened ? <DrawerView {...props} /> : null}</Suspense>;
}
