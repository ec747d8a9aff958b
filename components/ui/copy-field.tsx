'use client';

import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from './button';

/** Copies on click and says so for a moment. */
export function CopyButton({ value, label = 'Copy' }: { value: string; label?: string }) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 2_000);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async () => {
    await navigator.clipboard.writeText(value);
    setCopied(true);
  };
  return (
    <Button size="small" variant="quiet" onClick={copy} aria-live="polite">
      {copied ? <Check aria-hidden /> : <Copy aria-hidden />} {copied ? 'Copied' : label}
    </Button>
  );
}

/** An id, key or address to take along. Selects itself on focus. */
export function CopyField({ label, value }: { label: string; value: string }) {
  return (
    <div className="flex h-8 items-center rounded-md border border-border bg-sunken pr-0.5 pl-2.5 max-md:h-10">
      <input
        readOnly
        aria-label={label}
        value={value}
        onFocus={(event) => event.currentTarget.select()}
        className="min-w-0 flex-1 bg-transparent font-mono text-small outline-none"
      />
      <CopyButton value={value} />
    </div>
  );
}
