import Link from 'next/link';
import type { ReactNode } from 'react';
import { Mark } from '@/components/shell/mark';
import { SignOutLink } from './sign-out-link';

interface PersonFrameProps {
  email: string;
  title: string;
  /** One sentence: where one stands. */
  lead: ReactNode;
  children: ReactNode;
}

/** Pages of a person that belong to no workspace: the choice of workspaces, the account. */
export function PersonFrame({ email, title, lead, children }: PersonFrameProps) {
  return (
    <div className="min-h-screen">
      <header className="flex h-12 items-center gap-3 border-b border-border px-8 text-table max-md:px-4">
        <Link href="/" aria-label="Holdfast, your workspaces" className="flex items-center gap-2 font-semibold">
          <Mark /> Holdfast
        </Link>
        <span className="min-w-0 flex-1 truncate text-right text-small text-muted">{email}</span>
        <SignOutLink />
      </header>
      <main id="main" className="mx-auto flex w-full max-w-[720px] flex-col gap-5 px-4 py-10 max-md:py-6">
        <div>
          <p className="text-table text-muted">{title}</p>
          <h1 className="mt-1 text-answer">{lead}</h1>
        </div>
        {children}
      </main>
    </div>
  );
}
