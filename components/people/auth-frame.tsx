import type { ReactNode } from 'react';
import { Mark } from '@/components/shell/mark';
import { ResultPicture } from './result-picture';

/** The frame of every page before one is signed in: the form at the left, what Holdfast is for at the right. */
export function AuthFrame({ host, children }: { host: string; children: ReactNode }) {
  return (
    <div className="grid min-h-screen lg:grid-cols-2">
      <div className="flex min-w-0 flex-col px-10 py-8 max-md:px-5 max-md:py-6">
        <header className="flex items-center gap-2 text-lead font-semibold">
          <Mark className="size-[22px]" /> Holdfast
        </header>
        <main id="main" className="m-auto w-full max-w-[344px] py-10">
          {children}
        </main>
        <footer className="text-small text-muted">self-hosted at {host}</footer>
      </div>
      <aside className="flex items-center justify-center border-l border-border bg-rail p-10 max-lg:hidden">
        <div className="w-full max-w-[520px]">
          <p className="mb-8 text-[28px] leading-[38px] tracking-[-0.02em]">
            Know who is leaving and why, act on it, and <b>prove that it worked</b>.
          </p>
          <ResultPicture />
          <p className="mt-3 text-small text-muted">
            How a result reads here: both arms with their 95&nbsp;% intervals, and the difference at the end. Drawn from
            made-up numbers.
          </p>
        </div>
      </aside>
    </div>
  );
}

/** The heading of such a page and one sentence under it. */
export function AuthHeading({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="mb-5">
      <h1 className="text-answer font-semibold">{title}</h1>
      {children ? <p className="mt-1 text-table text-text-2">{children}</p> : null}
    </div>
  );
}
