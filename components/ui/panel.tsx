import type { ReactNode } from 'react';
import { cx } from './cx';
import { ScrollX } from './scroll-x';

export interface PanelProps {
  title?: ReactNode;
  /** Unit, period, what the marks mean; muted, after the title. */
  sub?: ReactNode;
  /** At the right of the header: a legend, a Segmented, one small button. */
  actions?: ReactNode;
  /** One small button that stays in the corner: view and export. */
  menu?: ReactNode;
  /** A line below the body: the reading, the correction used. */
  foot?: ReactNode;
  /** No padding: the body is a table or a list with its own. */
  flush?: boolean;
  /** The body is a column whose picture grows with the panel beside it. */
  fill?: boolean;
  className?: string;
  children?: ReactNode;
}

export function Panel({
  title,
  sub,
  actions,
  menu,
  foot,
  flush = false,
  fill = false,
  className,
  children,
}: PanelProps) {
  return (
    <section className={cx('flex min-w-0 flex-col rounded-md border border-border bg-surface', className)}>
      {title ? (
        <header className="flex min-h-11 items-start gap-1 border-b border-border py-1.5 pr-2 pl-4">
          <div className="flex min-h-8 min-w-0 flex-1 flex-wrap items-center gap-x-2 gap-y-1">
            <h2 className="text-table font-semibold">{title}</h2>
            {sub ? <span className="text-small text-muted">{sub}</span> : null}
            {actions ? <div className="ml-auto flex flex-wrap items-center gap-2 max-md:ml-0">{actions}</div> : null}
          </div>
          {menu}
        </header>
      ) : null}
      {flush ? (
        <ScrollX label={typeof title === 'string' ? title : undefined}>{children}</ScrollX>
      ) : (
        <div className={cx('min-w-0 flex-1 p-4', fill && 'flex flex-col')}>{children}</div>
      )}
      {foot ? (
        <footer className="flex min-h-9 items-center gap-4 border-t border-border px-4 py-2 text-small text-muted">
          {foot}
        </footer>
      ) : null}
    </section>
  );
}

const splits = {
  /** Picture and reading. */
  reading: 'lg:grid-cols-[minmax(0,1fr)_376px]',
  halves: 'lg:grid-cols-2',
  /** Builder at the left, effect at the right. */
  builder: 'lg:grid-cols-[552px_minmax(0,1fr)]',
};

/** Panels side by side with one height; below 1100 px under each other. */
export function Split({ kind = 'reading', children }: { kind?: keyof typeof splits; children: ReactNode }) {
  return (
    <div className={cx('grid min-w-0 grid-cols-[minmax(0,1fr)] items-stretch gap-4', splits[kind])}>{children}</div>
  );
}

interface KeyValuesProps {
  items: readonly { term: ReactNode; value: ReactNode }[];
  /** In a broad panel: each name above its value, side by side; on phones as usual. */
  wide?: boolean;
}

/** Names and values, the values at the right. */
export function KeyValues({ items, wide = false }: KeyValuesProps) {
  return (
    <dl
      className={cx(
        'grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1.5 text-table',
        wide && 'md:auto-cols-fr md:grid-flow-col md:grid-cols-none md:gap-x-8',
      )}
    >
      {items.map((item, index) => (
        <div key={index} className={cx('contents', wide && 'md:block')}>
          <dt className="text-muted">{item.term}</dt>
          <dd className={cx('text-right', wide && 'md:mt-0.5 md:text-left')}>{item.value}</dd>
        </div>
      ))}
    </dl>
  );
}

interface MethodProps {
  items: readonly { term: string; text: ReactNode }[];
  /** Links: definitions, open trace. */
  children?: ReactNode;
}

/** The last strip of a page: definition, interval, source, computed when. */
export function Method({ items, children }: MethodProps) {
  return (
    <footer className="flex flex-wrap gap-x-5 gap-y-2 border-t border-border pt-3 text-small text-muted">
      {items.map((item) => (
        <span key={item.term}>
          <b className="font-medium text-text-2">{item.term}</b> {item.text}
        </span>
      ))}
      {children}
    </footer>
  );
}

/** Text beside swatches: ramps and patterns only, lines are labelled at their ends. */
export function Legend({ children }: { children: ReactNode }) {
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-1 text-small text-muted [&>span]:inline-flex [&>span]:items-center [&>span]:gap-1.5">
      {children}
    </div>
  );
}
