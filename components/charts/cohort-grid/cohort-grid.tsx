'use client';

import { ChevronLeft, ChevronRight } from 'lucide-react';
import { type ReactNode, useMemo, useRef, useState } from 'react';
import { type Figure, writeFigure } from '@/components/evidence/figure';
import { formatCount } from '@/components/evidence/format';
import type { Change } from '@/components/evidence/stat-tile';
import { Button } from '@/components/ui/button';
import { cx } from '@/components/ui/cx';
import { GridCell, type GridLook } from './grid-cell';
import {
  type Cohort,
  type CohortCell,
  cohortName,
  type Domain,
  heatDomain,
  type Period,
  periodsOf,
} from './grid-model';
import { GridTooltip, type ShownCell } from './grid-tooltip';
import { useGridKeys } from './use-grid-keys';

export interface CohortGridProps {
  /** What the grid says, for screen readers: the answer sentence. */
  label: string;
  cohorts: readonly Cohort[];
  by: Period;
  figure: Figure;
  /** "Joined", "First order". */
  rowHeading: string;
  /** "Accounts", "Customers". */
  sizeHeading: string;
  /** First period shown: 1 for retention, where period 0 is everyone. */
  from?: number;
  need?: number;
  locale?: string;
  domain?: Domain | null;
  /** Last row: "All, weighted" and one value per shown period. */
  summary?: { label: string; values: readonly (number | null)[] };
  /** Beside a cohort's name, by its start: "sign-ups closed", "to 17 Nov". */
  notes?: Readonly<Record<string, ReactNode>>;
  selected?: { start: string; period: number };
  /** Against the cohort before, judged; shown in the tooltip. */
  changes?: Readonly<Record<string, Change>>;
  /** Enter or a click: the customers behind the cell. */
  onOpen?: (cohort: Cohort, cell: CohortCell) => void;
  /** S: save them as a segment. */
  onSave?: (cohort: Cohort, cell: CohortCell) => void;
}

const perPhonePage = 4;

interface PagerProps {
  by: Period;
  periods: readonly number[];
  page: number;
  onPage: (page: number) => void;
}

/** On phones four periods stand side by side; this turns the page. */
function PhonePager({ by, periods, page, onPage }: PagerProps) {
  const pages = Math.ceil(periods.length / perPhonePage);
  if (pages < 2) return null;
  const first = periods[page * perPhonePage];
  const last = periods[Math.min(periods.length, (page + 1) * perPhonePage) - 1];
  return (
    <div className="mb-2 flex items-center justify-between text-small text-muted md:hidden">
      <Button size="small" iconOnly aria-label="Earlier" disabled={page === 0} onClick={() => onPage(page - 1)}>
        <ChevronLeft aria-hidden />
      </Button>
      <span aria-live="polite">
        {by} {first} to {last} of {periods.at(-1)}
      </span>
      <Button size="small" iconOnly aria-label="Later" disabled={page >= pages - 1} onClick={() => onPage(page + 1)}>
        <ChevronRight aria-hidden />
      </Button>
    </div>
  );
}

const plain = 'px-2 py-0 text-center font-normal text-muted max-md:px-1';
// More periods than this leave the names only the width they need.
const roomy = 14;

type Heads = Pick<CohortGridProps, 'rowHeading' | 'sizeHeading'> & {
  periods: readonly number[];
  hidden: (column: number) => string | undefined;
};

function Head({ rowHeading, sizeHeading, periods, hidden }: Heads) {
  return (
    <thead>
      <tr className="text-micro text-muted">
        <th
          scope="col"
          className={cx(
            'sticky left-0 z-10 bg-surface pb-1 text-left font-normal',
            periods.length <= roomy && 'md:w-[152px]',
          )}
        >
          {rowHeading}
        </th>
        <th scope="col" className={cx(plain, 'pb-1')}>
          {sizeHeading}
        </th>
        {periods.map((period, column) => (
          <th key={period} scope="col" className={cx('pb-1 text-center font-normal', hidden(column))}>
            {period}
          </th>
        ))}
      </tr>
    </thead>
  );
}

interface FootProps {
  summary: NonNullable<CohortGridProps['summary']>;
  total: number;
  figure: Figure;
  locale?: string;
  hidden: (column: number) => string | undefined;
}

function Foot({ summary, total, figure, locale, hidden }: FootProps) {
  const cell = 'border-t border-border pt-2';
  return (
    <tfoot>
      <tr>
        <th
          scope="row"
          className={cx(cell, 'sticky left-0 z-10 bg-surface text-left font-normal whitespace-nowrap text-muted')}
        >
          {summary.label}
        </th>
        <td className={cx(plain, cell)}>{formatCount(total, { locale })}</td>
        {summary.values.map((value, column) => (
          <td key={column} className={cx(cell, 'text-center font-medium', hidden(column))}>
            {value === null ? '–' : writeFigure(value, figure, { locale, bare: true })}
          </td>
        ))}
      </tr>
    </tfoot>
  );
}

interface RowHeadProps {
  name: string;
  note: ReactNode;
  strong: boolean;
}

function RowHead({ name, note, strong }: RowHeadProps) {
  return (
    <th
      scope="row"
      className={cx(
        'sticky left-0 z-10 bg-surface pr-2 text-left whitespace-nowrap',
        strong ? 'font-semibold' : 'font-normal',
      )}
    >
      {name}
      {note ? <span className="ml-2 text-micro font-normal text-muted max-md:hidden">{note}</span> : null}
    </th>
  );
}

/** Retention or revenue by cohort: value and interval in every cell, sizes, hatched where it may not look sure. */
export function CohortGrid(props: CohortGridProps) {
  const { cohorts, by, figure, from = 0, need = 30, locale, summary, notes = {}, selected, changes = {} } = props;
  const table = useRef<HTMLTableElement>(null);
  const periods = useMemo(() => periodsOf(cohorts, from), [cohorts, from]);
  const rows = useMemo(
    () => cohorts.map((cohort) => cohort.cells.filter((cell) => cell.period >= from)),
    [cohorts, from],
  );
  const found = useMemo(() => heatDomain(cohorts, figure, { from, need }), [cohorts, figure, from, need]);
  const [page, setPage] = useState(0);
  const [shown, setShown] = useState<ShownCell | null>(null);
  const keys = useGridKeys({
    table,
    cohorts,
    rows,
    onOpen: props.onOpen,
    onSave: props.onSave,
    onMove: (column) => setPage(Math.floor(column / perPhonePage)),
  });
  const look: GridLook = { by, figure, need, locale, domain: props.domain === undefined ? found : props.domain };
  const hidden = (column: number) => (Math.floor(column / perPhonePage) === page ? undefined : 'max-md:hidden');
  const isSelected = (start: string, period: number) => selected?.start === start && selected.period === period;

  return (
    <div className="relative">
      <PhonePager by={by} periods={periods} page={page} onPage={setPage} />
      <div className="overflow-x-auto p-1 max-md:-mx-2">
        <table
          ref={table}
          role="grid"
          aria-label={props.label}
          className="w-full border-separate border-spacing-0.5 text-table"
        >
          <Head rowHeading={props.rowHeading} sizeHeading={props.sizeHeading} periods={periods} hidden={hidden} />
          <tbody>
            {cohorts.map((cohort, row) => (
              <tr key={cohort.start} className="h-9">
                <RowHead
                  name={cohortName(cohort.start, by, locale)}
                  note={notes[cohort.start]}
                  strong={selected?.start === cohort.start}
                />
                <td className={plain}>{formatCount(cohort.size, { locale })}</td>
                {rows[row]?.map((cell, column) => (
                  <GridCell
                    key={cell.period}
                    cohort={cohort}
                    cell={cell}
                    look={look}
                    className={hidden(column)}
                    reachable={keys.reachable(row, column)}
                    selected={isSelected(cohort.start, cell.period)}
                    onKeyDown={(event) => keys.onKeyDown(event, { row, column })}
                    onShow={(element) => setShown(element ? { cohort, cell, element } : null)}
                    onOpen={() => props.onOpen?.(cohort, cell)}
                  />
                ))}
              </tr>
            ))}
          </tbody>
          {summary ? (
            <Foot
              summary={summary}
              total={cohorts.reduce((sum, cohort) => sum + cohort.size, 0)}
              figure={figure}
              locale={locale}
              hidden={hidden}
            />
          ) : null}
        </table>
      </div>
      {shown ? (
        <GridTooltip
          shown={shown}
          look={look}
          change={changes[`${shown.cohort.start}/${shown.cell.period}`]}
          canSave={props.onSave !== undefined}
        />
      ) : null}
    </div>
  );
}
