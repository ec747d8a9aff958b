'use client';

import { X } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { Select } from '@/components/ui/field';
import { customerFields, type Condition } from '@/db/schema/segments.constants';
import type { SegmentCatalogue } from '@/server/features/segments/get-catalogue';
import { measureLabels, opOf, opsFor, startOf, subjectOf, withOp } from './conditions';
import { ValueFields, WindowFields } from './value-fields';

/** What conditions of a workspace can be about. */
export interface Known extends SegmentCatalogue {
  segments: readonly string[];
}

interface ConditionRowProps {
  condition: Condition;
  known: Known;
  onChange: (condition: Condition) => void;
}

const named = (name: string) => name.replaceAll('_', ' ');

/** Everything a condition can be about, by kind; one that is no longer in the data stays chosen. */
function SubjectSelect({ condition, known, onChange }: ConditionRowProps) {
  const chosen = subjectOf(condition);
  const traits = known.traits.map(({ name }) => name).filter((name) => !Object.hasOwn(customerFields, name));
  const groups: [string, [string, string][]][] = [
    ['Customer', Object.keys(customerFields).map((name) => [`trait ${name}`, named(name)])],
    ['Traits', traits.map((name) => [`trait ${name}`, name])],
    ['Orders', Object.entries(measureLabels).map(([name, label]) => [`orders ${name}`, label])],
    [
      'Did',
      [['event any', 'Any activity'], ...known.events.map(({ name }): [string, string] => [`event ${name}`, name])],
    ],
    [
      'Subscription',
      [
        ['subscription plan', 'Plan'],
        ['subscription mrr', 'MRR'],
      ],
    ],
    ['Segment', known.segments.length > 0 ? [['segment ', 'In the segment']] : []],
  ];
  const isListed = groups.some(([, options]) => options.some(([value]) => value === chosen));
  return (
    <Select
      small
      className="max-w-48"
      aria-label="About"
      value={chosen}
      onChange={({ target }) => onChange(startOf(target.value))}
    >
      {isListed ? null : <option value={chosen}>{chosen.slice(chosen.indexOf(' ') + 1) || 'Named customers'}</option>}
      {groups.map(([label, options]) =>
        options.length === 0 ? null : (
          <optgroup key={label} label={label}>
            {options.map(([value, text]) => (
              <option key={value} value={value}>
                {text}
              </option>
            ))}
          </optgroup>
        ),
      )}
    </Select>
  );
}

/** One condition: what it is about, how it is compared, with what, when. */
export function ConditionRow({ condition, known, onChange }: ConditionRowProps) {
  const ops = opsFor(condition);
  return (
    <span className="flex min-w-0 flex-1 flex-wrap items-center gap-1.5 text-table text-text-2">
      <SubjectSelect condition={condition} known={known} onChange={onChange} />
      {'segment' in condition ? (
        <Select
          small
          aria-label="Segment"
          value={condition.segment}
          onChange={({ target }) => onChange({ segment: target.value })}
        >
          <option value="">Choose a segment</option>
          {known.segments.map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </Select>
      ) : null}
      {'customers' in condition ? `${condition.customers.length} named` : null}
      {ops.length > 0 ? (
        <Select
          small
          aria-label="Compared"
          className="max-w-52"
          value={opOf(condition)}
          onChange={({ target }) => onChange(withOp(condition, target.value))}
        >
          {ops.map((op) => (
            <option key={op.value} value={op.value}>
              {op.label}
            </option>
          ))}
        </Select>
      ) : null}
      {ops.length > 0 ? <ValueFields key={opOf(condition)} condition={condition} onChange={onChange} /> : null}
      <WindowFields condition={condition} onChange={onChange} />
      {'where' in condition && condition.where
        ? `where ${condition.where.map((one) => named(one.property)).join(', ')} …`
        : null}
    </span>
  );
}

export function RemoveButton({ label, onRemove }: { label: string; onRemove: () => void }) {
  return (
    <Button size="small" variant="quiet" iconOnly aria-label={label} onClick={onRemove}>
      <X aria-hidden />
    </Button>
  );
}
