'use client';

import { Button } from '@/components/ui/button';
import { StatePage } from '@/components/shell/state-page';
import './globals.css';

/** When even the root layout failed: brings its own document. */
export default function GlobalError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <html lang="en-GB">
      <body>
        <title>Holdfast</title>
        <StatePage title="Holdfast could not be drawn" code={error.digest}>
          <p>Nothing was lost: what was acknowledged is stored.</p>
          <Button variant="primary" onClick={reset}>
            Try again
          </Button>
        </StatePage>
      </body>
    </html>
  );
}
