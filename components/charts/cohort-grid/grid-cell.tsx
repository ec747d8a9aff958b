'use client';

import type { KeyboardEvent } from 'react';
import { type Figure, writeFigure } from '@/components/evidence/figure';
import { formatNumber, formatRange } from '@/components/evidence/format';
import { cx } from '@/components/ui/cx';
import { type Cohort, type CohortCell, cellEvidence, cellName, type Domain, heatStep, type Period } from './grid-model';

export interface GridLook {
  by: Period;
  figure: Figure;
  need: number;
  locale?: string;
  domain: Domain | null;
}

interface GridCellProps {
  cohort: Cohort;
  cell: CohortCell;
  look: GridLook;
  /** The one cell of the grid that Tab reaches. */
  reachable: boolean;
  selected: boolean;
  className?: string;
  onKeyDown: (event: KeyboardEvent<HTMLTableCellElement>) => void;
  onShow: (element: HTMLTableCellElement | null) => void;
  onOpen: () => void;
}

/** "64–70" for shares; other units have no room for their ends. */
function ends({ ciLow, ciHigh }: CohortCell, { figure, locale }: GridLook): string | null {
  if (figure.kind !== 'share' || ciLow === null || ciHigh === null) return null;
  return formatRange(ciLow, ciHigh, (end) => formatNumber(end * 100, 0, { locale }));
}

function lookOf(cohort: Cohort, cell: CohortCell, { need, domain }: GridLook): string {
  const { kind } = cellEvidence(cell, cohort.size, need);
  if (kind === 'too_few' || cell.value === null || !domain)
    return 'hatch-faint text-muted inset-ring inset-ring-border';
  return cx(`heat-${heatStep(cell.value, domain)} font-medium`, kind === 'unfinished' && 'heat-open');
}

export function GridCell({
  cohort,
  cell,
  look,
  reachable,
  selected,
  className,
  onKeyDown,
  onShow,
  onOpen,
}: GridCellProps) {
  const interval = ends(cell, look);
  return (
    <td
      role="gridcell"
      tabIndex={reachable ? 0 : -1}
      data-cell={`${cohort.start}/${cell.period}`}
      data-current={selected || undefined}
      aria-selected={selected}
      aria-label={cellName(cohort, cell, look)}
      onKeyDown={onKeyDown}
      onFocus={(event) => onShow(event.currentTarget)}
      onBlur={() => onShow(null)}
      onMouseEnter={(event) => onShow(event.currentTarget)}
      onMouseLeave={() => onShow(null)}
      onClick={onOpen}
      className={cx(
        'heat-cell relative h-9 min-w-10 cursor-pointer rounded-[3px] p-0 text-center text-table leading-[15px] max-md:h-10',
        'focus-visible:z-10 focus-visible:outline-offset-2 data-current:z-10 data-current:outline-2 data-current:outline-offset-2 data-current:outline-text',
        lookOf(cohort, cell, look),
        className,
      )}
    >
      {cell.value === null
        ? '–'
        : writeFigure(cell.value, look.figure, { locale: look.locale, n: cohort.size, bare: true })}
      {interval ? <span className="block text-micro leading-3 font-normal tracking-[-0.03em]">{interval}</span> : null}
    </td>
  );
}
