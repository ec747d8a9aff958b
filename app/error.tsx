'use client';

import { RotateCcw } from 'lucide-react';
import { recordDown } from '@/server/platform/record-down.constants';
import { StatePage } from '@/components/shell/state-page';
import { Button } from '@/components/ui/button';

export default function PageError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  if (error.digest === recordDown) {
    return (
      <StatePage title="The record is not reachable">
        <p>
          Holdfast cannot reach its Postgres. Nothing that was acknowledged is lost; new events are answered with “try
          again later” and the client libraries keep them.
        </p>
        <Button variant="primary" onClick={reset}>
          <RotateCcw aria-hidden /> Try again
        </Button>
      </StatePage>
    );
  }
  return (
    <StatePage title="This page could not be made" code={error.digest}>
      <p>Nothing was lost: what was acknowledged is stored. Try again; if it stays, give the code to an admin.</p>
      <Button variant="primary" onClick={reset}>
        <RotateCcw aria-hidden /> Try again
      </Button>
    </StatePage>
  );
}
