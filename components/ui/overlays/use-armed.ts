'use client';

import { type MouseEvent, type ReactElement, cloneElement, startTransition, useState } from 'react';

interface TriggerProps {
  onClick?: (event: MouseEvent) => void;
  onPointerEnter?: () => void;
  'aria-haspopup'?: 'menu' | 'dialog';
  'aria-expanded'?: boolean;
}
export type Trigger = ReactElement<TriggerProps>;

/**
 * An overlay that costs nothing until it is wanted: the plain trigger stands there first, hovering fetches the code,
 * a click shows it. The trigger stays on screen until the code is there.
 */
export function useArmed(
  trigger: Trigger,
  kind: 'menu' | 'dialog',
  load: () => Promise<unknown>,
): { armed: boolean; plain: Trigger } {
  const [armed, setArmed] = useState(false);
  const plain = cloneElement(trigger, {
    'aria-haspopup': kind,
    'aria-expanded': false,
    onPointerEnter: () => void load(),
    onClick: () => void load().then(() => startTransition(() => setArmed(true))),
  });
  return { armed, plain };
}
