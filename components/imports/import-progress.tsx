'use client';

import { useRef } from 'react';
import { formatDuration } from '@/components/evidence/dates';
import { Progress } from '@/components/ui/progress';
import type { ImportView } from '@/server/features/imports';
import { progressWords } from './import-words';
import { secondsLeft, type Seen } from './seconds-left';

/** How far a file has been read, in bytes and rows, and how long the rest will take at the pace seen so far. */
export function ImportProgress({ row }: { row: ImportView }) {
  const first = useRef<Seen | undefined>(undefined);
  const now = { atMs: performance.now(), bytes: row.bytesRead };
  first.current ??= now;
  const seconds = secondsLeft(first.current, now, row.fileBytes);
  const isReading = row.state === 'running';
  return (
    <Progress
      label={`${row.dryRun ? 'Trying' : 'Importing'} ${row.fileName}`}
      value={isReading ? row.bytesRead : undefined}
      total={Math.max(1, row.fileBytes)}
      done={progressWords(row)}
      left={isReading && seconds !== undefined ? `${formatDuration(seconds)} left` : undefined}
    />
  );
}
