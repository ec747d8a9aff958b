'use client';

import Link from 'next/link';
import { Fragment, type ReactNode } from 'react';
import { toneClass } from '@/components/evidence/evidence';
import { halfWidth, inside, place, sharedScale } from '@/components/evidence/interval-layout';
import { Chip } from '@/components/ui/chip';
import { CopyButton } from '@/components/ui/copy-field';
import { cx } from '@/components/ui/cx';
import type { Trace, TraceFact, TraceInterval } from './trace';
import { tokenise } from './sql-tokens';

const width = 300;

function Picture({ interval }: { interval: TraceInterval }) {
  const { estimate, low, high, reference } = interval;
  const scale = sharedScale([{ estimate, low, high, reference: reference?.value }]);
  const at = (value: number) => place(value, scale, { width }).x;
  const tone = toneClass[interval.tone];
  // The reference is named below: the interval's words stand above.
  const height = reference ? 38 : 22;
  return (
    <svg
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      className="max-w-full overflow-visible"
      aria-hidden
    >
      <rect
        x={at(low)}
        y={8}
        width={Math.max(2, at(high) - at(low))}
        height={6}
        rx={1.5}
        className={tone.fill}
        opacity={0.24}
      />
      <line x1={at(low)} x2={at(low)} y1={7} y2={15} className={tone.stroke} />
      <line x1={at(high)} x2={at(high)} y1={7} y2={15} className={tone.stroke} />
      <circle
        cx={at(estimate)}
        cy={11}
        r={3.5}
        className={interval.tone === 'noise' ? cx('fill-surface', tone.stroke) : tone.fill}
        strokeWidth={1.6}
      />
      {reference ? (
        <line x1={at(reference.value)} x2={at(reference.value)} y1={0} y2={22} className="stroke-axis" />
      ) : null}
      {reference ? (
        <text
          x={inside(at(reference.value), halfWidth(reference.label, 12), width)}
          y={35}
          textAnchor="middle"
          className="fill-muted text-small"
        >
          {reference.label}
        </text>
      ) : null}
    </svg>
  );
}

export function TraceHead({ trace }: { trace: Trace }) {
  return (
    <section className="p-5">
      <div className="flex flex-wrap items-end gap-x-4 gap-y-2">
        <div className="text-hero font-medium">{trace.value}</div>
        {trace.interval ? (
          <div className="pb-0.5">
            <div className="mb-1 text-small text-muted">{trace.interval.words}</div>
            <Picture interval={trace.interval} />
          </div>
        ) : null}
        {trace.stale ? <Chip tone="watch">newer data has arrived</Chip> : null}
      </div>
      {trace.meaning ? <p className="mt-3">{trace.meaning}</p> : null}
    </section>
  );
}

export function Section({
  title,
  note,
  actions,
  children,
}: {
  title?: string;
  note?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section className="border-t border-border px-5 py-4">
      {title ? (
        <header className="mb-2 flex min-h-7 items-center gap-2">
          <h3 className="text-table font-semibold">{title}</h3>
          {note ? <span className="text-small text-muted">{note}</span> : null}
          {actions ? <div className="ml-auto">{actions}</div> : null}
        </header>
      ) : null}
      {children}
    </section>
  );
}

const tokenTones = {
  keyword: 'text-accent-text',
  call: 'text-note-text',
  text: 'text-watch-text',
  comment: 'text-muted',
  plain: undefined,
};

export function TraceQuery({ query }: { query: NonNullable<Trace['query']> }) {
  return (
    <Section title="Query" note={query.note} actions={<CopyButton value={query.text} />}>
      <pre className="sql" tabIndex={0}>
        {tokenise(query.text).map((token, index) => (
          <span key={index} className={tokenTones[token.kind]}>
            {token.text}
          </span>
        ))}
      </pre>
    </Section>
  );
}

function Facts({ facts }: { facts: readonly TraceFact[] }) {
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1.5 text-table">
      {facts.map((fact) => (
        <Fragment key={fact.term}>
          <dt className="text-muted">{fact.term}</dt>
          <dd className="text-right">
            {fact.href ? (
              <Link href={fact.href} className="link">
                {fact.value}
              </Link>
            ) : (
              fact.value
            )}
            {fact.note ? <span className="ml-2 text-muted">{fact.note}</span> : null}
          </dd>
        </Fragment>
      ))}
    </dl>
  );
}

export function TraceFacts({ facts }: { facts: readonly TraceFact[] }) {
  return (
    <Section>
      <Facts facts={facts} />
    </Section>
  );
}

export function TraceModel({ model }: { model: NonNullable<Trace['model']> }) {
  return (
    <Section title="Model run" note={model.name}>
      <Facts facts={model.facts} />
    </Section>
  );
}

export function TraceChanges({ changes }: { changes: NonNullable<Trace['changes']> }) {
  return (
    <Section title="How it changed">
      <ol className="text-table">
        {changes.map((change) => (
          <li key={`${change.when} ${change.what}`} className="grid grid-cols-[56px_118px_minmax(0,1fr)] gap-2 py-1">
            <span className="text-muted">{change.when}</span>
            <span>{change.what}</span>
            <span className="text-muted">{change.why}</span>
          </li>
        ))}
      </ol>
    </Section>
  );
}
