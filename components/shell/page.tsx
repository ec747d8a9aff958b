import Link from 'next/link';
import { Fragment, type ReactNode } from 'react';

interface PageProps {
  /** The page's name: small, in the top bar. The answer is the headline. */
  title: string;
  /** The pages above it. */
  crumbs?: readonly { label: string; href: string }[];
  /** Beside the name: a chip such as "unsaved". */
  mark?: ReactNode;
  /** At the right: the page's range, then the one primary action. */
  actions?: ReactNode;
  /** kick and answer, tiles, picture, table, method, in this order. */
  children: ReactNode;
}

/** Top bar and page body. Every page of a workspace is one of these. */
export function Page({ title, crumbs = [], mark, actions, children }: PageProps) {
  return (
    <>
      <header className="sticky top-0 z-20 flex h-12 items-center gap-2 border-b border-border bg-bg px-8 text-table max-md:h-[52px] max-md:px-4">
        <div className="flex min-w-0 flex-1 items-center gap-1.5 whitespace-nowrap">
          {crumbs.map((crumb) => (
            <Fragment key={crumb.href}>
              <Link href={crumb.href} className="text-muted hover:text-text">
                {crumb.label}
              </Link>
              <span className="text-muted" aria-hidden>
                /
              </span>
            </Fragment>
          ))}
          <span className="truncate font-medium">{title}</span>
          {mark ? <span className="max-md:hidden">{mark}</span> : null}
        </div>
        {actions ? <div className="flex shrink-0 items-center gap-2">{actions}</div> : null}
      </header>
      <main
        id="main"
        tabIndex={-1}
        className="flex max-w-[calc(var(--content-max)+64px)] flex-col gap-5 px-8 pt-6 pb-10 outline-none max-md:gap-4 max-md:px-4 max-md:pt-4 max-md:pb-24"
      >
        {children}
      </main>
    </>
  );
}

/** The line of measures and filters between answer and picture. */
export function Toolbar({ children }: { children: ReactNode }) {
  return <div className="flex flex-wrap items-center gap-2">{children}</div>;
}
