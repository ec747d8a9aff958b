'use client';

import { useLayoutEffect, useRef } from 'react';
import { writeEnds, writeFigure } from '@/components/evidence/figure';
import { formatCount, nbsp } from '@/components/evidence/format';
import type { Change } from '@/components/evidence/stat-tile';
import { ChangeWords } from '@/components/evidence/stat-tile';
import { Kbd } from '@/components/ui/kbd';
import type { GridLook } from './grid-cell';
import { type Cohort, type CohortCell, cellEvidence, cohortName } from './grid-model';

export interface ShownCell {
  cohort: Cohort;
  cell: CohortCell;
  element: HTMLElement;
}

interface GridTooltipProps {
  shown: ShownCell;
  look: GridLook;
  /** The difference from the cohort before, already judged. */
  change?: Change;
  canSave: boolean;
}

const gap = 10;

/** Stands right of the cell, left where there is no room, never outside the grid. */
function usePlace(element: HTMLElement) {
  const ref = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const tip = ref.current;
    const frame = tip?.offsetParent;
    if (!tip || !frame) return;
    const cell = element.getBoundingClientRect();
    const box = frame.getBoundingClientRect();
    const right = cell.right - box.left + gap;
    const left = right + tip.offsetWidth > box.width ? cell.left - box.left - tip.offsetWidth - gap : right;
    tip.style.left = `${Math.max(0, left)}px`;
    tip.style.top = `${Math.max(0, Math.min(cell.top - box.top + gap, box.height - tip.offsetHeight))}px`;
  }, [element]);
  return ref;
}

export function GridTooltip({ shown, look, change, canSave }: GridTooltipProps) {
  const { cohort, cell } = shown;
  const ref = usePlace(shown.element);
  const { kind } = cellEvidence(cell, cohort.size, look.need);
  const options = { locale: look.locale, n: cohort.size };
  return (
    <div
      ref={ref}
      role="presentation"
      className="pointer-events-none absolute top-0 left-0 z-30 w-[248px] rounded-md border border-border-strong bg-raised px-3 py-2.5 text-small shadow-mid max-md:hidden"
    >
      <div className="flex justify-between gap-2">
        <b>
          {cohortName(cohort.start, look.by, look.locale)}, {look.by} {cell.period}
        </b>
        <span className="text-muted">
          {formatCount(cell.customers, options)} of {formatCount(cohort.size, options)}
        </span>
      </div>
      <div className="mt-1.5 flex items-baseline justify-between gap-2">
        <span className="text-lead font-semibold">
          {cell.value === null ? '–' : writeFigure(cell.value, look.figure, options)}
        </span>
        {cell.ciLow === null || cell.ciHigh === null ? null : (
          <span className="text-muted">
            95{nbsp}%: {writeEnds(cell.ciLow, cell.ciHigh, look.figure, options)}
          </span>
        )}
      </div>
      {kind === 'too_few' ? <p className="mt-1 text-muted">too few to say, needs {look.need}</p> : null}
      {kind === 'unfinished' ? <p className="mt-1 text-muted">{look.by} not finished</p> : null}
      {change && kind !== 'too_few' ? (
        <p className="mt-1">
          <ChangeWords change={change} />
        </p>
      ) : null}
      <div className="mt-2 flex justify-between border-t border-border pt-1.5 text-muted">
        <span>
          <Kbd>↵</Kbd> open
        </span>
        {canSave ? (
          <span>
            <Kbd>S</Kbd> segment
          </span>
        ) : null}
      </div>
    </div>
  );
}
