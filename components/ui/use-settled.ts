'use client';

import { useEffect, useState } from 'react';

const waitMs = 250;

/** The value as it was when typing last paused. Give it one that keeps its identity while nothing changes. */
export function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), waitMs);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
