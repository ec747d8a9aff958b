'use client';

import { useRouter } from 'next/navigation';
import { useMemo, useState } from 'react';
import { CohortGrid } from '@/components/charts/cohort-grid/cohort-grid';
import { GridLegend } from '@/components/charts/cohort-grid/grid-legend';
import { heatDomain, periodsOf, weightedRow } from '@/components/charts/cohort-grid/grid-model';
import { formatCount } from '@/components/evidence/format';
import type { Change } from '@/components/evidence/stat-tile';
import { segmentAddress } from '@/components/segments/segment-words';
import { Panel } from '@/components/ui/panel';
import { ruleOfCell } from '@/server/features/cohorts/domain/cell-rule';
import type { Cohort, CohortCell, CohortSpec } from '@/server/features/cohorts/schemas';
import { measureChoices } from './cohort-address';
import { CohortDrawer } from './cohort-drawer';
import { figureOf } from './cohort-words';
import type { ShownPart } from './shown-part';

interface CohortPanelProps {
  slug: string;
  spec: CohortSpec;
  currency: string;
  part: ShownPart;
  /** The headline. */
  label: string;
  selected?: { start: string; period: number };
  changes: Readonly<Record<string, Change>>;
}

/** The grid and, behind each of its cells, the customers. */
export function CohortPanel({ slug, spec, currency, part, label, selected, changes }: CohortPanelProps) {
  const router = useRouter();
  const [open, setOpen] = useState<{ cohort: Cohort; cell: CohortCell } | undefined>();
  const figure = useMemo(() => figureOf(spec.measure, currency), [spec.measure, currency]);
  const from = spec.measure === 'retained' ? 1 : 0;
  const { cohorts, older, cut } = part;
  const domain = heatDomain(cohorts, figure, { from });
  const summary =
    spec.measure === 'retained'
      ? { label: 'All, weighted', values: weightedRow(cohorts, periodsOf(cohorts, from)) }
      : undefined;
  const left = [older > 0 ? `${formatCount(older)} older ${spec.by}s` : '', cut ? `${spec.by}s after 24` : ''].filter(
    (text) => text !== '',
  );
  return (
    <Panel
      title={measureChoices[spec.measure]}
      sub={`by ${spec.by}s since ${spec.start === 'first_order' ? 'the first order' : `the first ${spec.start}`}`}
      actions={<GridLegend domain={domain} figure={figure} by={spec.by} noun="customers" />}
      foot={left.length > 0 ? `Not shown: ${left.join(' and ')}. The CSV holds all of it.` : undefined}
    >
      <CohortGrid
        label={label}
        cohorts={cohorts}
        by={spec.by}
        figure={figure}
        rowHeading={spec.start === 'first_order' ? 'First order' : 'Entered'}
        sizeHeading="Customers"
        from={from}
        domain={domain}
        summary={summary}
        selected={selected}
        changes={changes}
        onOpen={(cohort, cell) => {
          const full = cohorts.find((each) => each.start === cohort.start);
          const fullCell = full?.cells.find((each) => each.period === cell.period);
          if (full && fullCell) setOpen({ cohort: full, cell: fullCell });
        }}
        onSave={(cohort, cell) =>
          router.push(segmentAddress(slug, ruleOfCell(spec, { start: cohort.start, period: cell.period, side: 'in' })))
        }
      />
      {open ? (
        <CohortDrawer
          slug={slug}
          spec={spec}
          currency={currency}
          cohort={open.cohort}
          cell={open.cell}
          onClose={() => setOpen(undefined)}
        />
      ) : null}
    </Panel>
  );
}
