'use client';

import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { formatCount } from '@/components/evidence/format';
import { useTRPC } from '@/components/shell/api-provider';
import { Input, Select } from '@/components/ui/field';
import type { Condition } from '@/db/schema/segments.constants';
import { isWindowed, operandOf, opOf, windowOf } from './conditions';

interface ConditionProps {
  condition: Condition;
  onChange: (condition: Condition) => void;
}

const asNumber = (text: string) => (text.trim() === '' ? Number.NaN : Number(text));
const numberText = (value: unknown) => (typeof value === 'number' && !Number.isNaN(value) ? value : '');

interface NumberFieldProps {
  label: string;
  value: unknown;
  whole?: boolean;
  onChange: (value: number) => void;
}

function NumberField({ label, value, whole = false, onChange }: NumberFieldProps) {
  return (
    <span className="inline-block w-20">
      <Input
        small
        type="number"
        step={whole ? 1 : 'any'}
        min={whole ? 0 : undefined}
        aria-label={label}
        value={numberText(value)}
        onChange={(event) => onChange(asNumber(event.target.value))}
      />
    </span>
  );
}

function DayField({ label, value, onChange }: { label: string; value: string; onChange: (day: string) => void }) {
  return (
    <span className="inline-block w-36">
      <Input small type="date" aria-label={label} value={value} onChange={(event) => onChange(event.target.value)} />
    </span>
  );
}

/** What a value may be: the most frequent ones of the data, with the customers that have them. */
function useValues(condition: Condition) {
  const trpc = useTRPC();
  const isPlan = 'subscription' in condition;
  const name = 'trait' in condition ? condition.trait : '';
  return useQuery({
    ...trpc.segments.values.queryOptions(isPlan ? { of: 'plan' } : { of: 'trait', name }),
    enabled: isPlan || (name !== '' && !['id', 'name', 'email'].includes(name)),
  });
}

/** One word, or several between commas, completed from the data. */
function WordField({ condition, onChange }: ConditionProps) {
  const list = useId();
  const values = useValues(condition);
  const value = 'value' in condition ? condition.value : '';
  const isList = Array.isArray(value);
  return (
    <span className="inline-block w-44">
      <Input
        small
        list={list}
        aria-label={isList ? 'Values, between commas' : 'Value'}
        placeholder={isList ? 'one, two' : 'a value'}
        defaultValue={isList ? value.join(', ') : String(value)}
        onChange={({ target }) => {
          const words = target.value.split(',').map((word) => word.trim());
          onChange({ ...condition, value: isList ? words.filter((word) => word !== '') : target.value } as Condition);
        }}
      />
      <datalist id={list}>
        {(values.data ?? []).map(({ value: known, customers }) => (
          <option key={known} value={known}>
            {formatCount(customers)}
          </option>
        ))}
      </datalist>
    </span>
  );
}

/** What the operator is given. */
export function ValueFields({ condition, onChange }: ConditionProps) {
  if ('did' in condition) {
    const counted = condition.days === undefined ? 'times' : 'days';
    return (
      <>
        <NumberField
          whole
          label={counted === 'times' ? 'Times' : 'Days'}
          value={condition[counted]}
          onChange={(n) => onChange({ ...condition, [counted]: n })}
        />
        {counted}
      </>
    );
  }
  const operand = operandOf(opOf(condition).split(' ').at(-1) ?? '');
  const given = condition as { value?: unknown; from?: string; to?: string };
  const change = (part: object) => onChange({ ...condition, ...part } as Condition);
  switch (operand) {
    case 'number':
      return <NumberField label="Number" value={given.value} onChange={(value) => change({ value })} />;
    case 'days':
      return (
        <>
          <NumberField whole label="Days" value={given.value} onChange={(value) => change({ value })} />
          days
        </>
      );
    case 'day':
      return <DayField label="Day" value={String(given.value)} onChange={(value) => change({ value })} />;
    case 'range':
      return (
        <>
          <DayField label="From" value={given.from ?? ''} onChange={(from) => change({ from })} />
          to
          <DayField label="To" value={given.to ?? ''} onChange={(to) => change({ to })} />
        </>
      );
    case 'nothing':
      return null;
    default:
      return <WordField key={operand} condition={condition} onChange={onChange} />;
  }
}

type WindowKind = 'ever' | 'last' | 'between' | 'since' | 'until';

function kindOf({ within_days, from, to }: ReturnType<typeof windowOf>): WindowKind {
  if (within_days !== undefined) return 'last';
  if (from !== undefined && to !== undefined) return 'between';
  if (from !== undefined) return 'since';
  return to === undefined ? 'ever' : 'until';
}

const emptyWindows: Record<WindowKind, object> = {
  ever: {},
  last: { within_days: 30 },
  between: { from: '', to: '' },
  since: { from: '' },
  until: { to: '' },
};

/** When the facts happened. */
export function WindowFields({ condition, onChange }: ConditionProps) {
  if (!isWindowed(condition)) return null;
  const { within_days, from, to, ...rest } = condition;
  const window = windowOf({ within_days, from, to });
  const change = (next: object) => onChange({ ...rest, ...next } as Condition);
  return (
    <>
      <Select
        small
        aria-label="When"
        value={kindOf(window)}
        onChange={({ target }) => change(emptyWindows[target.value as WindowKind])}
      >
        <option value="ever">ever</option>
        <option value="last">in the last</option>
        <option value="between">from, to</option>
        <option value="since">since</option>
        <option value="until">until</option>
      </Select>
      {within_days === undefined ? null : (
        <>
          <NumberField whole label="Last days" value={within_days} onChange={(n) => change({ within_days: n })} />
          days
        </>
      )}
      {from === undefined ? null : (
        <DayField label="From day" value={from} onChange={(day) => change({ ...window, from: day })} />
      )}
      {to === undefined ? null : (
        <DayField label="To day" value={to} onChange={(day) => change({ ...window, to: day })} />
      )}
    </>
  );
}
