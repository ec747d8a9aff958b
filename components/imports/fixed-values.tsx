import { X } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { Input, Select } from '@/components/ui/field';
import type { Choices } from './mapping-choices';

interface FixedValuesProps {
  /** Fields that no column holds. */
  free: readonly string[];
  values: Choices;
  onGive: (field: string, value: string | undefined) => void;
}

/** Fields that have the same value in every row, for what the file does not say. */
export function FixedValues({ free, values, onGive }: FixedValuesProps) {
  const left = free.filter((name) => !(name in values));
  return (
    <div className="flex flex-col gap-2">
      {Object.entries(values).map(([field, value]) => (
        <div key={field} className="flex items-center gap-2 text-table">
          <span className="min-w-28 font-medium">{field}</span>
          <Input
            small
            aria-label={`${field} in every row`}
            placeholder={field === 'id' ? '@row numbers the rows' : 'the same in every row'}
            value={value}
            onChange={(event) => onGive(field, event.target.value)}
          />
          <Button
            variant="quiet"
            size="small"
            iconOnly
            aria-label={`Do not set ${field}`}
            onClick={() => onGive(field, undefined)}
          >
            <X aria-hidden />
          </Button>
        </div>
      ))}
      {left.length > 0 ? (
        <Select
          small
          className="self-start"
          aria-label="Set a field in every row"
          value=""
          onChange={(event) => onGive(event.target.value, '')}
        >
          <option value="">Set a field in every row…</option>
          {left.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </Select>
      ) : null}
    </div>
  );
}
