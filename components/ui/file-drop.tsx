'use client';

import { FileUp } from 'lucide-react';
import { type DragEvent, type ReactNode, useState } from 'react';
import { cx } from './cx';

interface FileDropProps {
  label: string;
  /** Kinds and sizes that are taken. */
  hint?: ReactNode;
  accept?: string;
  name?: string;
  disabled?: boolean;
  onFile: (file: File) => void;
}

/** Drop a file, or press and choose one: the input underneath is the alternative to dragging. */
export function FileDrop({ label, hint, accept, name, disabled = false, onFile }: FileDropProps) {
  const [over, setOver] = useState(false);
  const take = (files: FileList | null) => {
    const file = files?.[0];
    if (file) onFile(file);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    if (!disabled) take(event.dataTransfer.files);
  };
  return (
    <label
      className={cx(
        'flex min-h-28 cursor-pointer flex-col items-center justify-center gap-1 rounded-md border border-dashed px-4 py-5 text-center text-table',
        'has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus has-disabled:cursor-default has-disabled:text-muted',
        over ? 'border-accent bg-accent-soft' : 'border-control bg-surface hover:bg-sunken',
      )}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <FileUp className="icon text-muted" aria-hidden />
      <span className="font-medium">{label}</span>
      {hint ? <span className="text-small text-muted">{hint}</span> : null}
      <input
        type="file"
        name={name}
        accept={accept}
        disabled={disabled}
        className="sr-only"
        onChange={(event) => {
          take(event.currentTarget.files);
          event.currentTarget.value = '';
        }}
      />
    </label>
  );
}
