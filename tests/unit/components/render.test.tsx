import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { CalibrationPlot } from '@/components/charts/calibration-plot';
import { type Cohort, periodsOf, weightedRow } from '@/components/charts/cohort-grid/grid-model';
import { CohortGrid } from '@/components/charts/cohort-grid/cohort-grid';
import { GridLegend } from '@/components/charts/cohort-grid/grid-legend';
import { ForestPlot } from '@/components/charts/forest-plot';
import { IntervalTable } from '@/components/charts/interval-table';
import { AnswerPicture } from '@/components/evidence/answer-picture';
import type { Interval } from '@/components/evidence/evidence';
import { IntervalBar } from '@/components/evidence/interval-bar';
import { LedgerEquation } from '@/components/evidence/ledger-equation';
import { StatTile, StatTiles } from '@/components/evidence/stat-tile';
import { type Verdict, VerdictBadge } from '@/components/evidence/verdict-badge';
import { RiskChip } from '@/components/ui/chip';
import { Method, Panel } from '@/components/ui/panel';
import { GridSkeleton } from '@/components/ui/skeleton';
import { Denied, LimitNotice, Refusal } from '@/components/ui/states';
import { Tabs } from '@/components/ui/tabs';
import { Tooltip } from '@/components/ui/tooltip';

const clear: Interval = { estimate: 5.1, low: 1.9, high: 8.3, reference: 0 };
const noise: Interval = { estimate: 1.5, low: -1.8, high: 4.8, reference: 0 };
const few: Interval = { ...noise, n: 17 };
const scale = { min: -12, max: 14 };

const cell = (period: number, complete = true) => ({
  period,
  value: 0.7,
  customers: 70,
  ciLow: 0.6,
  ciHigh: 0.8,
  complete,
});
const cohorts: Cohort[] = [
  { start: '2026-05-01', size: 100, cells: [cell(1), cell(2)] },
  { start: '2026-06-01', size: 12, cells: [cell(1, false)] },
];
const share = { kind: 'share' } as const;

const grid = (
  <CohortGrid
    label="Customers of May stay"
    cohorts={cohorts}
    by="month"
    figure={share}
    rowHeading="Joined"
    sizeHeading="Customers"
    selected={{ start: '2026-05-01', period: 2 }}
    summary={{ label: 'All, weighted', values: weightedRow(cohorts, periodsOf(cohorts, 1)) }}
  />
);
const arm = (id: string, interval: Interval) => ({ id, name: id, interval, estimate: '+1.5', ends: '−1.8 to +4.8' });
const forest = (
  <ForestPlot
    ticks={[{ value: 0, label: 'control' }]}
    groups={[
      {
        id: 'kept',
        metric: 'Still paying',
        note: 'primary, points',
        direction: 'higher',
        arms: [arm('Call', clear), arm('E-mail', noise)],
      },
      {
        id: 'left',
        metric: 'Unsubscribed',
        note: 'points, limit +1.6',
        direction: 'lower',
        limit: 1.6,
        arms: [arm('Letter', few)],
      },
    ]}
  />
);
const rows = [clear, noise, few].map((interval, index) => ({
  id: `row-${index}`,
  name: `Row ${index}`,
  says: `Row ${index}`,
  interval,
  estimate: '+1',
  ends: '0 to 2',
}));
const picture = (interval: Interval) => (
  <AnswerPicture
    interval={interval}
    direction="higher"
    labels={{ estimate: '+1.5 pts', low: '−1.8', high: '+4.8', reference: 'no difference' }}
    label="+1.5 points"
  />
);

const everything: Record<string, ReactNode> = {
  grid,
  forest,
  legend: <GridLegend domain={{ min: 0.5, max: 0.9 }} figure={share} by="month" noun="customers" />,
  intervals: <IntervalTable nameHead="Joined" estimateHead="Change" rows={rows} direction="higher" />,
  calibration: (
    <CalibrationPlot
      label="As said"
      bins={[{ label: '$160', estimate: 0.1, low: -0.1, high: 0.2, n: 100 }]}
      figure={share}
      xTitle="predicted"
    />
  ),
  picture: picture(clear),
  bar: <IntervalBar interval={{ ...clear, high: 99 }} direction="higher" scale={scale} label="cut off" />,
  ledger: <LedgerEquation ledger={{ received: 10, stored: 7, duplicate: 2, rejected: 1 }} />,
  tiles: (
    <StatTiles>
      <StatTile
        label="Kept"
        value="66.8 %"
        change={{ evidence: { kind: 'noise' }, text: '−0.8 pts' }}
        spark={{ values: [1, 2, 3], unfinished: 1 }}
      />
      <StatTile label="Few" tooFew={{ have: '17 customers', need: '30' }} />
      <StatTile label="Waiting" state="loading" />
      <StatTile label="Hidden" state="denied" grantedBy="Owners and admins can grant this." />
    </StatTiles>
  ),
  panel: (
    <Panel title="Panel" sub="unit" foot="reading" flush>
      <Method items={[{ term: 'Interval', text: 'Wilson' }]} />
    </Panel>
  ),
  tabs: (
    <Tabs
      label="Parts"
      tabs={[
        { id: 'a', label: 'All', count: 3, content: 'first' },
        { id: 'b', label: 'Left', content: 'second' },
      ]}
    />
  ),
  tooltip: (
    <Tooltip content="more words">
      <button type="button">Known</button>
    </Tooltip>
  ),
  skeleton: <GridSkeleton rows={3} />,
  states: (
    <>
      <Denied title="You cannot edit campaigns.">Owners and admins can grant this.</Denied>
      <LimitNotice title="14,206 of 15,000 customers.">At this pace you reach the limit on 9 January.</LimitNotice>
      <Refusal title="No usable signal.">AUC 0.52, so no list is shown.</Refusal>
      <RiskChip level="watch" figure="22 %" />
    </>
  ),
};

describe('what the server draws', () => {
  it.each(Object.keys(everything))('%s has no style attribute, which the policy would refuse', (name) => {
    expect(renderToStaticMarkup(everything[name])).not.toMatch(/\sstyle=/);
  });

  it('gives noise and too few no meaning colour, in every form', () => {
    for (const interval of [noise, few, { ...clear, complete: false }]) {
      for (const drawn of [
        picture(interval),
        <IntervalBar key="bar" interval={interval} direction="higher" scale={scale} label="x" />,
      ]) {
        expect(renderToStaticMarkup(drawn)).not.toMatch(/(good|risk)/);
      }
    }
    expect(renderToStaticMarkup(picture(clear))).toContain('fill-good');
  });

  it('draws no dot where too few are behind it, a hollow one on noise, an arrow where the scale cuts', () => {
    const bar = (interval: Interval) =>
      renderToStaticMarkup(<IntervalBar interval={interval} direction="higher" scale={scale} label="x" />);
    expect(bar(few)).not.toContain('<circle');
    expect(bar(few)).toContain('url(#hatch)');
    expect(bar(noise)).toContain('fill-surface');
    expect(bar({ ...clear, high: 99 })).toContain('<path');
  });

  it('names every cell of a grid and lets Tab reach one', () => {
    const html = renderToStaticMarkup(grid);
    expect(html.match(/role="gridcell"/g)).toHaveLength(3);
    expect(html.match(/aria-label="(May|Jun) 2026, month \d/g)).toHaveLength(3);
    expect(html.match(/tabindex="0"/gi)).toHaveLength(1);
    expect(html).toContain('too few to say, needs 30');
    expect(html).toContain('data-current="true"');
  });

  it('says a verdict in a word with an icon', () => {
    const words: Record<Verdict, string> = {
      works: 'Works',
      harms: 'Harms',
      no_difference_that_matters: 'No difference that matters',
      too_small_to_tell: 'Too small to tell',
      invalid: 'Invalid',
    };
    for (const [verdict, word] of Object.entries(words)) {
      const html = renderToStaticMarkup(<VerdictBadge verdict={verdict as Verdict} reason="as sealed" />);
      expect(html).toContain(word);
      expect(html).toContain('<svg');
      expect(html.includes('good')).toBe(verdict === 'works');
    }
  });

  it('never shows a ledger that does not add up', () => {
    const wrong = <LedgerEquation ledger={{ received: 10, stored: 7, duplicate: 2, rejected: 2 }} />;
    expect(() => renderToStaticMarkup(wrong)).toThrow(RangeError);
  });
});
