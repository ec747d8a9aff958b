import { readTable, TextNumbers } from '@/server/features/imports';
import { AppError } from '@/server/platform/errors';
import { CellProblem, placeColumns, readUnit, type Unit, type UnitColumns } from './domain/read-unit';
import { reportOf } from './domain/report';
import { addUnit, type ArmSums, type ExperimentSums, noUnits } from './domain/sums';
import type { ExperimentPlan, ExperimentReport } from './schemas';

const mostArms = 20;
const mostValues = 50;
const everyRows = 250_000;

const invalid = (message: string) => new AppError('invalid', message);

/**
 * Reads a file of one row a unit as an experiment, in memory that does not grow with it (but for a fingerprint of each
 * unit's name). Throws `not_found`, and `invalid` with the row and what to do about it.
 */
export async function analyseExperimentFile(
  path: string,
  plan: ExperimentPlan,
  progress: (rows: number) => void,
): Promise<ExperimentReport> {
  const wanted = [plan.arm, ...plan.metrics.map(({ column }) => column)];
  const { columns, pieces } = await readTable(path, wanted);
  const at = placeColumns(plan, columns);
  if ('problem' in at) throw invalid(at.problem);
  const sums = await sumUp(plan, { at, width: columns.length, pieces }, progress);
  requireArms(plan, sums.arms);
  return reportOf(plan, sums);
}

async function sumUp(
  plan: ExperimentPlan,
  file: { at: UnitColumns; width: number; pieces: AsyncIterable<{ cells: string[]; problem?: string }[]> },
  progress: (rows: number) => void,
): Promise<ExperimentSums> {
  const sums: ExperimentSums = { arms: new Map(), segments: new Map(plan.segments.map((name) => [name, new Map()])) };
  const seen = new TextNumbers();
  let row = 0;
  for await (const piece of file.pieces) {
    for (const { cells, problem } of piece) {
      row += 1;
      if (problem) throw invalid(`Row ${row} is broken (${problem.replaceAll('_', ' ')}): mend its quotes.`);
      if (cells.length !== file.width) {
        throw invalid(`Row ${row} has ${cells.length} cells where the header has ${file.width}: mend the row.`);
      }
      const unit = unitAt(row, () => readUnit(plan, file.at, cells));
      refuseTwice(plan, seen, { unit, row });
      count(plan, sums, unit);
      if (row % everyRows === 0) progress(row);
    }
  }
  return sums;
}

function unitAt(row: number, read: () => Unit): Unit {
  try {
    return read();
  } catch (cause) {
    if (cause instanceof CellProblem) throw invalid(`Row ${row}: ${cause.message}.`);
    throw cause;
  }
}

/** Rows of the same unit are not independent: taken as such, they would claim more than they know. */
function refuseTwice(plan: ExperimentPlan, seen: TextNumbers, { unit, row }: { unit: Unit; row: number }): void {
  if (unit.id === undefined) return;
  const first = seen.replace(unit.id, () => row);
  if (first === undefined) return;
  throw invalid(
    `${plan.unit} ${unit.id} stands in row ${first} and in row ${row}: add its rows up first, so that each ${plan.unit} has one.`,
  );
}

function count(plan: ExperimentPlan, sums: ExperimentSums, unit: Unit): void {
  const metrics = plan.metrics.length;
  addUnit(
    entry(sums.arms, unit.arm, { of: `arms in ${plan.arm}`, most: mostArms, metrics }),
    unit.values,
    unit.covariate,
  );
  for (const [i, column] of plan.segments.entries()) {
    const value = unit.segments[i] ?? '';
    const values = sums.segments.get(column);
    let arms = values?.get(value);
    if (!arms) {
      if ((values?.size ?? 0) >= mostValues) throw tooMany(`values in ${column}`, mostValues);
      arms = new Map();
      values?.set(value, arms);
    }
    addUnit(entry(arms, unit.arm, { of: `arms in ${plan.arm}`, most: mostArms, metrics }), unit.values, unit.covariate);
  }
}

const tooMany = (of: string, most: number) =>
  invalid(`There are more than ${most} ${of}: choose a column with fewer, such as bands of it.`);

function entry(
  arms: Map<string, ArmSums>,
  arm: string,
  { of, most, metrics }: { of: string; most: number; metrics: number },
): ArmSums {
  const known = arms.get(arm);
  if (known) return known;
  if (arms.size >= most) throw tooMany(of, most);
  const made = noUnits(metrics);
  arms.set(arm, made);
  return made;
}

function requireArms({ arm, control, shares }: ExperimentPlan, arms: ReadonlyMap<string, ArmSums>): void {
  const found = [...arms.keys()].join(', ');
  if (arms.size === 0) throw invalid('The file holds no units.');
  if (!arms.has(control))
    throw invalid(`No row has ${arm} "${control}". The arms are ${found}: name one as --control.`);
  if (arms.size === 1) throw invalid(`Every row has ${arm} "${control}": there is nothing to compare it with.`);
  const planned = shares && [...arms.keys()].find((name) => !Object.hasOwn(shares, name));
  if (planned !== undefined) throw invalid(`--shares names no share for "${planned}". The arms are ${found}.`);
}
