import { getCohortGrid } from '@/server/features/cohorts';
import { type Cohort, cohortSpec, type CohortSpec } from '@/server/features/cohorts/schemas';
import { type Command, parseCommand } from './command';
import { parseInput } from './parse-input';
import { table } from './table';

const shownPeriods = 12;

export const cohorts: Command = {
  name: 'cohorts',
  usage:
    '<slug> --by day|week|month [--start first_order|EVENT] [--return order|EVENT] [--measure retained|customers|revenue|revenue_per_customer|orders] [--criteria on|on_or_after] [--segment NAME] [--at DATE]',
  summary: 'customers by the period they entered, and what they did after',
  async run(args, { stores }) {
    const { words, values } = parseCommand(args, ['slug'], {
      by: { type: 'string' },
      start: { type: 'string' },
      return: { type: 'string' },
      measure: { type: 'string' },
      criteria: { type: 'string' },
      segment: { type: 'string' },
      at: { type: 'string' },
    });
    const { json: _, ...typed } = values;
    const spec = parseInput(cohortSpec, typed);
    const grid = await getCohortGrid(await stores.openWorkspace(words.slug), spec);
    return { json: { cohorts: grid.cohorts }, lines: [...linesOf(spec, grid.cohorts), '', `as of ${grid.asOf}`] };
  },
};

function linesOf(spec: CohortSpec, rows: readonly Cohort[]): string[] {
  if (rows.length === 0) return ['Nobody has entered yet.'];
  const periods = Math.min(shownPeriods, Math.max(...rows.map(({ cells }) => cells.length)));
  const show = (value: number) =>
    spec.measure === 'retained' ? `${(100 * value).toFixed(1)} %` : String(Math.round(value));
  return table(
    ['entered', 'customers', ...Array.from({ length: periods }, (_, i) => String(i))],
    rows.map(({ start, size, cells }) => [
      start,
      String(size),
      ...cells.slice(0, periods).map(({ value, complete }) => `${show(value)}${complete ? '' : '*'}`),
    ]),
  );
}
