import type { ReactNode } from 'react';
import { Mark } from './mark';

interface StatePageProps {
  title: string;
  /** For whoever looks into the log. */
  code?: string;
  /** One or two sentences, then one action. */
  children: ReactNode;
}

/** A page that has only one thing to say: not found, failed, a store is down. */
export function StatePage({ title, code, children }: StatePageProps) {
  return (
    <main className="mx-auto flex min-h-screen max-w-[520px] flex-col items-start justify-center gap-3 px-6 text-table text-text-2">
      <Mark className="mb-3 size-7" />
      <h1 className="text-answer text-text">{title}</h1>
      {children}
      {code ? (
        <p className="mt-2 text-small text-muted">
          Code <code>{code}</code>
        </p>
      ) : null}
    </main>
  );
}
