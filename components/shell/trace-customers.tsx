'use client';

import { Download, FlaskConical, Shapes, UserPlus } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { formatCount } from '@/components/evidence/format';
import { ButtonLink } from '@/components/ui/button';
import { cx } from '@/components/ui/cx';
import { Segmented } from '@/components/ui/segmented';
import type { Trace, TraceAction, TraceGroup } from './trace';
import { Section } from './trace-sections';

const icons = { segment: Shapes, campaign: FlaskConical, assign: UserPlus, csv: Download };

function Action({ action }: { action: TraceAction }) {
  const Icon = icons[action.kind];
  return (
    <ButtonLink
      size="small"
      variant={action.kind === 'csv' ? 'quiet' : 'secondary'}
      href={action.href}
      prefetch={false}
    >
      <Icon aria-hidden />
      {action.label}
    </ButtonLink>
  );
}

function Rows({ group }: { group: TraceGroup }) {
  return (
    <div className="-mx-5 overflow-x-auto">
      <table className="tbl dense [&_tr>:first-child]:pl-5 [&_tr>:last-child]:pr-5">
        <thead>
          <tr>
            {group.columns.map((column) => (
              <th key={column.label} scope="col" className={column.align === 'right' ? 'r' : undefined}>
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {group.rows.map((row, index) => (
            <tr key={row.href ?? index}>
              {row.cells.map((cell, column) => (
                <td
                  key={group.columns[column]?.label}
                  className={cx(
                    group.columns[column]?.align === 'right' && 'r',
                    column > 0 && group.columns[column]?.align !== 'right' && 'text-muted',
                  )}
                >
                  {column === 0 && row.href ? (
                    <Link href={row.href} className="hover:underline">
                      {cell}
                    </Link>
                  ) : (
                    cell
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Actions({ actions, group }: { actions: readonly TraceAction[]; group: TraceGroup }) {
  return (
    <div className="mt-3 flex flex-wrap items-center gap-2">
      {actions.map((action) => (
        <Action key={action.href} action={action} />
      ))}
      {group.href && group.count > group.rows.length ? (
        <Link href={group.href} className="link ml-auto text-table">
          All {formatCount(group.count)}
        </Link>
      ) : null}
    </div>
  );
}

/** The customers behind the figure, and what can be done with them. */
export function TraceCustomers({ customers }: { customers: NonNullable<Trace['customers']> }) {
  const { heading, groups, actions = [] } = customers;
  const [label, setLabel] = useState(groups[0]?.label);
  const group = groups.find((candidate) => candidate.label === label) ?? groups[0];
  if (!group) return null;
  const isAlone = groups.length === 1;
  const choice = (
    <Segmented
      size="small"
      label="Which customers"
      value={group.label}
      onChange={setLabel}
      options={groups.map((one) => ({ value: one.label, label: `${one.label} ${formatCount(one.count)}` }))}
    />
  );
  return (
    <Section
      title={heading}
      note={isAlone ? formatCount(group.count) : undefined}
      actions={isAlone ? undefined : choice}
    >
      {group.rows.length > 0 ? <Rows group={group} /> : <p className="text-table text-muted">None.</p>}
      <Actions actions={actions} group={group} />
    </Section>
  );
}
