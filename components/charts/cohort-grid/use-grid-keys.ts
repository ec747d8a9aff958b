import { type KeyboardEvent, type RefObject, useState } from 'react';
import { type Cohort, type CohortCell, moveCell, type Position } from './grid-model';

type Act = (cohort: Cohort, cell: CohortCell) => void;

interface GridKeys {
  table: RefObject<HTMLTableElement | null>;
  cohorts: readonly Cohort[];
  /** The shown cells of each cohort. */
  rows: readonly (readonly CohortCell[])[];
  onOpen?: Act;
  onSave?: Act;
  /** The column the focus went to. */
  onMove: (column: number) => void;
}

/** Arrow keys move, Enter opens, S saves. One cell of the grid is in the tab order. */
export function useGridKeys({ table, cohorts, rows, onOpen, onSave, onMove }: GridKeys) {
  const first = Math.max(
    0,
    rows.findIndex((row) => row.length > 0),
  );
  const [reach, setReach] = useState<Position>({ row: first, column: 0 });

  const focus = (next: Position): boolean => {
    const cell = rows[next.row]?.[next.column];
    if (!cell) return false;
    setReach(next);
    onMove(next.column);
    table.current?.querySelector<HTMLElement>(`[data-cell="${cohorts[next.row]?.start}/${cell.period}"]`)?.focus();
    return true;
  };

  const act = (key: string, at: Position): boolean => {
    const cohort = cohorts[at.row];
    const cell = rows[at.row]?.[at.column];
    const acts: Record<string, Act | undefined> = { Enter: onOpen, s: onSave, S: onSave };
    const run = acts[key];
    if (!cohort || !cell || !run) return false;
    run(cohort, cell);
    return true;
  };

  const onKeyDown = (event: KeyboardEvent, at: Position) => {
    if (event.metaKey || event.ctrlKey || event.altKey) return;
    const next = moveCell(
      event.key,
      at,
      rows.map((row) => row.length),
    );
    if (next ? focus(next) : act(event.key, at)) event.preventDefault();
  };

  // Rows may have changed since: fall back to the first cell there is.
  const at = rows[reach.row]?.[reach.column] ? reach : { row: first, column: 0 };
  return { onKeyDown, reachable: (row: number, column: number) => at.row === row && at.column === column };
}
