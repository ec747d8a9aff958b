'use client';

import { useMemo } from 'react';
import { Words } from '@/components/evidence/answer-line';
import { formatCount } from '@/components/evidence/format';
import { formatMoney } from '@/components/evidence/money';
import type { Part } from '@/components/evidence/words';
import { csvAddress, segmentAddress } from '@/components/segments/segment-words';
import { useTRPCClient } from '@/components/shell/api-provider';
import type { Trace, TraceGroup, TraceSource } from '@/components/shell/trace';
import { ruleOfCell } from '@/server/features/cohorts/domain/cell-rule';
import type { CohortSpec } from '@/server/features/cohorts/schemas';

interface CohortAnswerProps {
  parts: readonly Part[];
  traces: Readonly<Record<string, Trace>>;
  /** The cell that the headline speaks of. */
  cell: { start: string; period: number } | undefined;
  spec: CohortSpec;
  slug: string;
  currency: string;
}

const shownRows = 5;

/** The headline; its figures open with the customers of their cell, read when they are asked for. */
export function CohortAnswer({ parts, traces, spec, cell, slug, currency }: CohortAnswerProps) {
  const load = useLoadCustomers({ spec, cell, slug, currency });
  const sources = useMemo(
    () => Object.fromEntries(Object.entries(traces).map(([id, trace]): [string, TraceSource] => [id, load(trace)])),
    [traces, load],
  );
  return <Words parts={parts} traces={sources} />;
}

function useLoadCustomers({ spec, cell, slug, currency }: Omit<CohortAnswerProps, 'parts' | 'traces'>) {
  const client = useTRPCClient();
  return useMemo(() => {
    if (!cell) return (trace: Trace): TraceSource => trace;
    const { start, period } = cell;
    const groupOf = async (side: 'in' | 'out', label: string): Promise<TraceGroup> => {
      const { total, rows } = await client.cohorts.customers.query({ spec, start, period, side, limit: shownRows });
      return {
        label,
        count: total,
        columns: [{ label: 'Customer' }, { label: 'Orders', align: 'right' }, { label: 'Net spend', align: 'right' }],
        rows: rows.map((row) => ({
          href: `/${slug}/customers/${row.id}`,
          cells: [
            row.name || row.email || row.externalId,
            formatCount(row.orders),
            formatMoney(row.spendMinor, currency, { exact: true }),
          ],
        })),
      };
    };
    const rule = ruleOfCell(spec, { start, period, side: 'in' });
    return (trace: Trace): TraceSource => ({
      title: trace.title,
      value: trace.value,
      load: async () => ({
        ...trace,
        customers: {
          heading: 'Customers behind it',
          groups: await Promise.all([groupOf('in', 'Came back'), groupOf('out', 'Did not')]),
          actions: [
            { kind: 'segment', label: 'Save as segment', href: segmentAddress(slug, rule) },
            { kind: 'csv', label: 'CSV', href: csvAddress(slug, rule) },
          ],
        },
      }),
    });
  }, [client, spec, cell, slug, currency]);
}
