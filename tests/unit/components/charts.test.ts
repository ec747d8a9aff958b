import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Cohort,
  cellName,
  heatDomain,
  heatStep,
  moveCell,
  periodsOf,
  weightedRow,
} from '@/components/charts/cohort-grid/grid-model';
import { chartCsv, csvCell, fileName } from '@/components/charts/export';
import { binPosition } from '@/components/charts/histogram';
import { niceTicks, spreadLabels } from '@/components/charts/labels';
import { yRange } from '@/components/charts/options';
import { firstPeriod } from '@/components/charts/retention-curves';
import { type ChartSpec, nearestStop, pointsAt, stops, tableRows } from '@/components/charts/spec';
import { withAlpha } from '@/components/charts/tokens';
import { writeEnds, writeFigure, writeTick } from '@/components/evidence/figure';

const s = '\u00a0';
const cell = (period: number, value: number | null, complete = true) => ({
  period,
  value,
  customers: Math.round((value ?? 0) * 100),
  ciLow: value === null ? null : value - 0.03,
  ciHigh: value === null ? null : value + 0.03,
  complete,
});
const cohorts: Cohort[] = [
  { start: '2026-05-01', size: 24, cells: [cell(0, 1), cell(1, 0.99), cell(2, 0.1)] },
  { start: '2026-06-01', size: 300, cells: [cell(0, 1), cell(1, 0.883), cell(2, 0.712)] },
  { start: '2026-07-01', size: 100, cells: [cell(0, 1), cell(1, 0.8), cell(2, 0.631, false)] },
];
const share = { kind: 'share' } as const;

describe('the cohort grid', () => {
  it('takes its domain from the cells that can be read, rounded outwards', () => {
    expect(heatDomain(cohorts, share, { from: 1 })).toEqual({ min: 0.63, max: 0.89 });
    expect(heatDomain([], share)).toBeNull();
    expect(heatDomain(cohorts.slice(0, 1), share)).toBeNull();
  });

  it('cuts the domain into nine steps and keeps outliers on the ramp', () => {
    const domain = { min: 0.54, max: 0.9 };
    expect([0.54, 0.585, 0.72, 0.8999, 0.9, 0.2, 0.95].map((value) => heatStep(value, domain))).toEqual([
      1, 2, 5, 9, 9, 1, 9,
    ]);
    expect(heatStep(0.5, { min: 0.5, max: 0.5 })).toBe(5);
  });

  it('weights the last row by size over finished cells and is silent under 30 customers', () => {
    const [first, second] = weightedRow(cohorts, [1, 2]);
    expect(first).toBeCloseTo((24 * 0.99 + 300 * 0.883 + 100 * 0.8) / 424, 12);
    expect(second).toBeCloseTo((24 * 0.1 + 300 * 0.712) / 324, 12);
    expect(weightedRow(cohorts.slice(0, 1), [1])).toEqual([null]);
  });

  it('says everything about a cell in words', () => {
    const name = (row: number, at: number) => {
      const cohort = cohorts[row] as Cohort;
      return cellName(cohort, cohort.cells[at] ?? cell(at, null), { by: 'month', figure: share, need: 30 });
    };
    expect(name(1, 2)).toBe(`Jun 2026, month 2, 71.2${s}%, 95${s}%${s}interval 68.2 to 74.2, 71 of 300`);
    expect(name(2, 2)).toContain('month not finished');
    expect(name(0, 1)).toContain('too few to say, needs 30');
    expect(name(1, 9)).toContain('no value');
  });

  it('moves by arrow keys and stays inside the triangle', () => {
    const lengths = [3, 2, 1, 0];
    expect(moveCell('ArrowRight', { row: 0, column: 2 }, lengths)).toEqual({ row: 0, column: 2 });
    expect(moveCell('ArrowDown', { row: 0, column: 2 }, lengths)).toEqual({ row: 1, column: 1 });
    expect(moveCell('ArrowDown', { row: 2, column: 0 }, lengths)).toEqual({ row: 2, column: 0 });
    expect(moveCell('ArrowUp', { row: 0, column: 1 }, lengths)).toEqual({ row: 0, column: 1 });
    expect(moveCell('End', { row: 0, column: 0 }, lengths)).toEqual({ row: 0, column: 2 });
    expect(moveCell('x', { row: 0, column: 0 }, lengths)).toBeNull();
    const key = fc.constantFrom('ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Home', 'End');
    fc.assert(
      fc.property(fc.array(key), (keys) => {
        let at = { row: 0, column: 0 };
        for (const one of keys) at = moveCell(one, at, lengths) ?? at;
        expect(at.column).toBeLessThan(lengths[at.row] ?? 0);
      }),
    );
  });

  it('lists each period once, in order', () => {
    expect(periodsOf(cohorts, 1)).toEqual([1, 2]);
  });
});

const spec: ChartSpec = {
  label: 'June above July',
  x: { min: 0, max: 2, ticks: [], heading: 'month', name: (x) => `month ${x}` },
  y: { figure: share },
  series: [
    {
      id: 'jun',
      name: '=June',
      color: 'text',
      points: [
        { x: 0, y: 1 },
        { x: 1, y: 0.88, low: 0.85, high: 0.9, n: 300 },
      ],
    },
    { id: 'jul', name: 'July, "new"', color: 'risk', points: [{ x: 1, y: 0.8, complete: false }] },
    { id: 'band', name: 'helper', color: 'axis', silent: true, points: [{ x: 5, y: 9 }] },
  ],
};

describe('retention curves', () => {
  it('begin after the entering period where hardly anyone comes back', () => {
    const rare = cohorts.map((cohort) => ({
      ...cohort,
      cells: cohort.cells.map((one) => ({ ...one, value: one.period === 0 ? 1 : 0.2 })),
    }));
    expect(firstPeriod(rare, share)).toBe(1);
    expect(firstPeriod(cohorts, share)).toBe(0);
    expect(firstPeriod(rare, { kind: 'count' })).toBe(0);
  });
});

describe('a chart', () => {
  it('stops the crosshair where there are points and sorts by value', () => {
    expect(stops(spec)).toEqual([0, 1]);
    expect(nearestStop([0, 1, 4], 2.4)).toBe(1);
    expect(nearestStop([], 2)).toBeNull();
    expect(pointsAt(spec, 1).map(({ series }) => series.id)).toEqual(['jun', 'jul']);
  });

  it('gives the same numbers as a table and as CSV, with formulas escaped', () => {
    expect(tableRows(spec)).toHaveLength(3);
    expect(chartCsv(spec)).toBe(
      'series,month,value,low,high,n,complete\r\n\'=June,month 0,1,,,,true\r\n\'=June,month 1,0.88,0.85,0.9,300,true\r\n"July, ""new""",month 1,0.8,,,,false\r\n',
    );
    expect(['+1', '-1', '@x', '\tx', 'plain'].map(csvCell)).toEqual(["'+1", "'-1", "'@x", "'\tx", 'plain']);
    expect(csvCell(-1)).toBe('-1');
    expect(fileName('How value is spread', 'png')).toBe('how-value-is-spread.png');
  });

  it('covers every band, and bars from zero', () => {
    expect(yRange(spec)).toEqual({ min: 0.8, max: 9 });
    expect(
      yRange({ ...spec, series: [{ id: 'b', name: 'b', kind: 'bars', color: 'text', points: [{ x: 0, y: 5 }] }] }),
    ).toEqual({ min: 0, max: 5 });
    const flat = yRange({ ...spec, series: [{ id: 'b', name: 'b', color: 'text', points: [{ x: 0, y: 5 }] }] });
    expect(flat.max).toBeGreaterThan(flat.min);
  });

  it('ticks at round values', () => {
    expect(niceTicks(0.57, 1)).toEqual([0.5, 0.6, 0.7, 0.8, 0.9, 1]);
    expect(niceTicks(0, 1280)).toEqual([0, 500, 1000]);
    expect(niceTicks(5, 5)).toEqual([5]);
    expect(niceTicks(-0.2, 0.2)).toEqual([-0.2, -0.1, 0, 0.1, 0.2]);
  });

  it('keeps end labels apart, in order and inside', () => {
    const label = fc.record({ y: fc.double({ min: 0, max: 200, noNaN: true }), height: fc.constant(16) });
    fc.assert(
      fc.property(fc.array(label, { minLength: 1, maxLength: 12 }), (labels) => {
        const centres = spreadLabels(labels, 0, 200).toSorted((a, b) => a - b);
        for (const [index, centre] of centres.entries()) {
          expect(centre).toBeGreaterThanOrEqual(7.999);
          expect(centre).toBeLessThanOrEqual(192.001);
          expect(centre - (centres[index - 1] ?? -16)).toBeGreaterThanOrEqual(15.999);
        }
      }),
    );
  });

  it('fades any colour that a stylesheet can hold', () => {
    expect(withAlpha('oklch(0.585 0.19 36)', 0.2)).toBe('oklch(0.585 0.19 36 / 0.2)');
    expect(withAlpha('oklch(1 0 0 / 0.15)', 0.5)).toBe('oklch(1 0 0 / 0.5)');
    expect(withAlpha('#0f766e', 0.5)).toBe('#0f766e80');
  });

  it('places a value inside its bin, also on a log scale', () => {
    const bins = [
      { from: 100, to: 1000, count: 1 },
      { from: 1000, to: 10000, count: 1 },
    ];
    expect(binPosition(bins, Math.sqrt(100 * 1000))).toBeCloseTo(0.5, 12);
    expect(binPosition(bins, 99)).toBe(0);
    expect(binPosition(bins, 1e9)).toBe(2);
    expect(binPosition([{ from: 0, to: 10, count: 1 }], 5)).toBe(0.5);
  });
});

describe('figures', () => {
  it('are written by their kind', () => {
    expect(writeFigure(0.668, share)).toBe(`66.8${s}%`);
    expect(writeFigure(-0.07, { kind: 'points' })).toBe(`\u22127.0${s}pts`);
    expect(writeFigure(6990000, { kind: 'money', currency: 'USD' })).toBe('$69.9k');
    expect(writeFigure(22, { kind: 'number', decimals: 0, unit: 'd' })).toBe(`22${s}d`);
    expect(writeEnds(1580000, 6900000, { kind: 'money', currency: 'USD' })).toBe('$15.8k to $69.0k');
    expect(writeEnds(0.637, 0.697, share)).toBe('63.7 to 69.7');
  });

  it('are short on an axis', () => {
    const usd = { kind: 'money', currency: 'USD' } as const;
    expect([0, 10000, 30000, 100000, 300000, 150000, 3e9].map((value) => writeTick(value, usd))).toEqual([
      '0',
      '$100',
      '$300',
      '$1k',
      '$3k',
      '$1.5k',
      '$30M',
    ]);
    expect([10, 30].map((value) => writeTick(value, usd))).toEqual(['$0.10', '$0.30']);
    expect(writeTick(1500, { kind: 'count' })).toBe('1,500');
  });
});
