'use client';

import { Braces, Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import { formatCount } from '@/components/evidence/format';
import { Button } from '@/components/ui/button';
import { cx } from '@/components/ui/cx';
import { Checkbox } from '@/components/ui/field';
import { Segmented } from '@/components/ui/segmented';
import type { RuleNode } from '@/db/schema/segments.constants';
import { ConditionRow, type Known, RemoveButton } from './condition-row';
import { type Group, startOf } from './conditions';

/** Customers after each part of the rule, by its path; empty while nothing is counted. */
export type Counts = ReadonlyMap<string, { own: number; left: number }>;

interface RuleGroupProps {
  group: Group;
  path: string;
  known: Known;
  counts: Counts;
  onChange: (group: Group) => void;
  /** Beside all and any, for a group inside another. */
  end?: ReactNode;
}

const nodesOf = (group: Group): RuleNode[] => ('all' in group ? group.all : group.any);
const kindOf = (group: Group): 'all' | 'any' => ('all' in group ? 'all' : 'any');
const make = (kind: 'all' | 'any', nodes: RuleNode[]): Group => (kind === 'all' ? { all: nodes } : { any: nodes });

/** Conditions of which all or any must hold, with the customers left after each line. */
export function RuleGroup({ group, path, known, counts, onChange, end }: RuleGroupProps) {
  const [kind, nodes] = [kindOf(group), nodesOf(group)];
  const change = (next: RuleNode[]) => onChange(make(kind, next));
  const isTop = path === '';
  return (
    <fieldset className={cx('min-w-0', !isTop && 'flex-1 rounded-md border border-border bg-sunken p-2.5')}>
      <legend className="sr-only">{isTop ? 'The rule' : 'A group of conditions'}</legend>
      <div className="flex items-center gap-2 text-table text-text-2">
        match
        <Segmented
          label={isTop ? 'All or any of the conditions' : 'All or any of the group'}
          size="small"
          value={kind}
          onChange={(next) => onChange(make(next, nodes))}
          options={[
            { value: 'all', label: 'all' },
            { value: 'any', label: 'any' },
          ]}
        />
        of
        <span className="ml-auto">{end}</span>
      </div>
      <ol className="mt-2 flex flex-col">
        {nodes.map((node, at) => (
          <li key={at} className="min-w-0">
            {at > 0 ? <div className="px-1 py-0.5 text-small text-muted">{kind === 'all' ? 'and' : 'or'}</div> : null}
            <RuleLine
              node={node}
              path={`${path === '' ? '' : `${path}.`}${kind}[${at}]`}
              known={known}
              counts={counts}
              onChange={(next) => change(nodes.map((one, i) => (i === at ? next : one)))}
              onRemove={() => change(nodes.filter((_, i) => i !== at))}
            />
          </li>
        ))}
      </ol>
      <div className="mt-2 flex flex-wrap items-center gap-2">
        <Button size="small" onClick={() => change([...nodes, startOf('trait country')])}>
          <Plus aria-hidden /> Condition
        </Button>
        <Button
          size="small"
          variant="quiet"
          onClick={() => change([...nodes, make(kind === 'all' ? 'any' : 'all', [startOf('orders count')])])}
        >
          <Braces aria-hidden /> Group
        </Button>
        {isTop && kind === 'all' && nodes.length > 1 ? (
          <span className="ml-auto text-small text-muted">counts: left after each line</span>
        ) : null}
      </div>
    </fieldset>
  );
}

interface RuleLineProps {
  node: RuleNode;
  path: string;
  known: Known;
  counts: Counts;
  onChange: (node: RuleNode) => void;
  onRemove: () => void;
}

/** A condition or a group inside a group, perhaps turned round by "not". */
function RuleLine({ node, path, known, counts, onChange, onRemove }: RuleLineProps) {
  const isNot = 'not' in node;
  const inner = isNot ? node.not : node;
  const change = (next: RuleNode) => onChange(isNot ? { not: next } : next);
  const left = counts.get(path)?.left;
  const count = (
    <span className="w-14 shrink-0 text-right text-table tabular-nums" aria-label="Customers left">
      {left === undefined ? '' : formatCount(left)}
    </span>
  );
  const not = (
    <Checkbox
      label="not"
      className="h-7 items-center"
      checked={isNot}
      onChange={({ target }) => onChange(target.checked ? { not: inner } : inner)}
    />
  );
  if ('all' in inner || 'any' in inner)
    return (
      <div className="flex items-start gap-2">
        <RuleGroup
          group={inner}
          path={isNot ? `${path}.not` : path}
          known={known}
          counts={counts}
          onChange={change}
          end={
            <span className="flex items-center gap-2">
              {not}
              {count}
              <RemoveButton label="Remove this group" onRemove={onRemove} />
            </span>
          }
        />
      </div>
    );
  return (
    <div className="flex items-start gap-2 rounded-md px-1 py-1 focus-within:bg-hover hover:bg-hover">
      {not}
      {'not' in inner ? null : <ConditionRow condition={inner} known={known} onChange={change} />}
      {count}
      <RemoveButton label="Remove this condition" onRemove={onRemove} />
    </div>
  );
}
