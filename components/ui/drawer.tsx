'use client';

import { lazy, Suspense } from 'react';
import { useOpened } from './overlays/use-opened';
import type { DrawerProps } from './overlays/drawer-view';

const DrawerView = lazy(() => import('./overlays/drawer-view').then((file) => ({ default: file.DrawerView })));

/** More about one thing, beside the page. Its code comes when it is first opened. */
export function Drawer(props: DrawerProps) {
  const opened = useOpened(props.open);
  return <Suspense fallback={null}>{opened ? <DrawerView {...props} /> : null}</Suspense>;
}
