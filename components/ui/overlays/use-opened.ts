'use client';

import { useState } from 'react';

/** True from the first opening on: what was opened once stays mounted, so that it closes with its own motion. */
export function useOpened(open: boolean): boolean {
  const [opened, setOpened] = useState(open);
  if (open && !opened) setOpened(true);
  return opened;
}
