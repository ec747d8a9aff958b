import type { ReactNode } from 'react';
import type { TraceSource } from '@/components/shell/trace';
import { Num } from './num';
import type { Part } from './words';

interface AnswerLineProps {
  /** Saved view, scope, verdict: small and muted, above the sentence. */
  kick?: ReactNode;
  /** The sentence: the headline of the page. */
  children: ReactNode;
  /** What else follows from it, one or two sentences. */
  next?: ReactNode;
  /** The sentence's own interval to scale, or the page's one primary action. Not shown on phones unless `keep`. */
  picture?: ReactNode;
  keepOnPhones?: boolean;
}

export function AnswerLine({ kick, children, next, picture, keepOnPhones = false }: AnswerLineProps) {
  return (
    <section className="grid items-end gap-x-10 gap-y-2 pb-1 md:grid-cols-[minmax(0,1fr)_auto]">
      {kick ? (
        <div className="col-span-full flex min-h-6 flex-wrap items-center gap-2 text-table text-muted">{kick}</div>
      ) : null}
      <div className="min-w-0">
        <h1 className="max-w-[41em] text-answer max-md:text-[19px] max-md:leading-[26px]">{children}</h1>
        {next ? <p className="mt-1.5 max-w-[64em] text-body text-text-2">{next}</p> : null}
      </div>
      {picture ? <div className={keepOnPhones ? undefined : 'max-md:hidden'}>{picture}</div> : null}
    </section>
  );
}

interface WordsProps {
  parts: readonly Part[];
  /** The trace of each figure, by the figure's id. */
  traces?: Readonly<Record<string, TraceSource>>;
}

/** A sentence from `words.ts`: figures bold and opening, asides muted. */
export function Words({ parts, traces = {} }: WordsProps) {
  return parts.map((part, index) => {
    if (typeof part === 'string') return part;
    if ('aside' in part) {
      return (
        <span key={index} className="text-muted md:whitespace-nowrap">
          {part.aside}
        </span>
      );
    }
    return (
      <Num key={index} strong trace={part.id ? traces[part.id] : undefined}>
        {part.figure}
      </Num>
    );
  });
}
