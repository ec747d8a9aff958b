import type { ExperimentPlan } from '../schemas';

/** Where the plan's columns stand in a row. */
export interface UnitColumns {
  unit: number | undefined;
  arm: number;
  metrics: number[];
  covariate: number | undefined;
  segments: number[];
}

export interface Unit {
  /** Undefined where every row is a unit. */
  id: string | undefined;
  arm: string;
  /** In the order of the plan's metrics. */
  values: number[];
  covariate: number;
  segments: string[];
}

const yes = new Set(['1', 'true', 'yes']);
const no = new Set(['0', 'false', 'no']);

/** The place of each column of the plan; a message where one is missing. */
export function placeColumns(plan: ExperimentPlan, columns: readonly string[]): UnitColumns | { problem: string } {
  const wanted = [plan.arm, ...plan.metrics.map(({ column }) => column), ...plan.segments];
  const optional = [plan.covariate, plan.unit === 'row' ? undefined : plan.unit];
  const missing = [...wanted, ...optional].find((name) => name !== undefined && !columns.includes(name));
  if (missing !== undefined)
    return { problem: `There is no column ${missing}. The columns are ${columns.join(', ')}.` };
  const place = (name: string) => columns.indexOf(name);
  return {
    unit: plan.unit === 'row' ? undefined : place(plan.unit),
    arm: place(plan.arm),
    metrics: plan.metrics.map(({ column }) => place(column)),
    covariate: plan.covariate === undefined ? undefined : place(plan.covariate),
    segments: plan.segments.map(place),
  };
}

/** A message for the row that a number or share is missing from. */
export class CellProblem extends Error {
  override readonly name = 'CellProblem';
}

function numberIn(column: string, cell: string): number {
  const text = cell.trim();
  if (text === '') throw new CellProblem(`${column} is empty: write 0 where nothing happened`);
  const value = Number(text);
  if (!Number.isFinite(value) || !/\d/.test(text)) {
    throw new CellProblem(`${column} is "${text}", not a number: use a full stop for decimals and no thousands sign`);
  }
  return value;
}

function shareIn(column: string, cell: string): number {
  const text = cell.trim().toLowerCase();
  if (yes.has(text)) return 1;
  if (no.has(text)) return 0;
  if (text !== '' && (Number(text) === 0 || Number(text) === 1)) return Number(text);
  throw new CellProblem(`${column} is "${cell.trim()}": a proportion is 0 or 1; for amounts say ${column}:mean`);
}

/** The unit of a row. Throws CellProblem with what is wrong and what to do. */
export function readUnit(plan: ExperimentPlan, at: UnitColumns, cells: readonly string[]): Unit {
  const cell = (place: number) => cells[place] ?? '';
  const arm = cell(at.arm).trim();
  if (arm === '') throw new CellProblem(`${plan.arm} is empty: leave out who was not assigned`);
  const id = at.unit === undefined ? undefined : cell(at.unit).trim();
  if (id === '') throw new CellProblem(`${plan.unit} is empty: every unit needs its name, or use --unit row`);
  return {
    id,
    arm,
    values: plan.metrics.map(({ column, kind }, i) =>
      (kind === 'proportion' ? shareIn : numberIn)(column, cell(at.metrics[i] ?? -1)),
    ),
    covariate: at.covariate === undefined ? 0 : numberIn(plan.covariate ?? '', cell(at.covariate)),
    segments: at.segments.map((place) => cell(place).trim()),
  };
}
