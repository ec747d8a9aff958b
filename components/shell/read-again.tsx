'use client';

import { RotateCcw } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTransition } from 'react';
import { Button } from '@/components/ui/button';

/** Reads the page again, where it stands. */
export function ReadAgain() {
  const router = useRouter();
  const [isReading, read] = useTransition();
  return (
    <Button variant="primary" disabled={isReading} onClick={() => read(() => router.refresh())}>
      <RotateCcw aria-hidden /> Try again
    </Button>
  );
}
