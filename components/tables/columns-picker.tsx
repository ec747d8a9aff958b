'use client';

import { Columns3, Pin, PinOff } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/field';
import { Popover } from '@/components/ui/popover';
import { Segmented } from '@/components/ui/segmented';
import type { Column } from './columns';
import { visibilityOf } from './table-model';
import { densities, type TableState } from './use-table-state';

const densityWords = { comfortable: 'Comfortable', dense: 'Dense' };
const toggled = (ids: readonly string[], id: string, on: boolean) =>
  on ? [...ids.filter((one) => one !== id), id] : ids.filter((one) => one !== id);

/** Which columns show, which stay while scrolling, how high the rows are. */
export function ColumnsPicker<Row>({ columns, state }: { columns: readonly Column<Row>[]; state: TableState }) {
  const { view, change } = state;
  const visible = visibilityOf(columns, view);
  const show = (column: Column<Row>, on: boolean) =>
    change(column.hidden ? { show: toggled(view.show, column.id, on) } : { hide: toggled(view.hide, column.id, !on) });
  return (
    <Popover
      label="Columns"
      align="end"
      trigger={
        <Button size="small">
          <Columns3 aria-hidden /> Columns
        </Button>
      }
    >
      <ul className="flex max-h-80 flex-col overflow-y-auto">
        {columns.map((column) => {
          const isPinned = view.pin.includes(column.id);
          const Icon = isPinned ? PinOff : Pin;
          return (
            <li key={column.id} className="flex h-8 items-center justify-between gap-6 max-md:h-10">
              <Checkbox
                label={column.header}
                checked={visible[column.id] === true}
                disabled={column.fixed}
                onChange={(event) => show(column, event.currentTarget.checked)}
              />
              <Button
                size="small"
                variant="quiet"
                iconOnly
                aria-pressed={isPinned}
                aria-label={isPinned ? `Let ${column.header} scroll` : `Pin ${column.header}`}
                onClick={() => change({ pin: toggled(view.pin, column.id, !isPinned) })}
              >
                <Icon className={isPinned ? 'text-accent-text!' : undefined} aria-hidden />
              </Button>
            </li>
          );
        })}
      </ul>
      <div className="mt-2 flex items-center justify-between gap-3 border-t border-border pt-3">
        <Segmented
          size="small"
          label="Row height"
          value={view.density}
          onChange={(density) => change({ density })}
          options={densities.map((value) => ({ value, label: densityWords[value] }))}
        />
        <Button
          size="small"
          variant="quiet"
          onClick={() => change({ hide: [], show: [], widths: {}, density: 'comfortable' })}
        >
          Reset
        </Button>
      </div>
    </Popover>
  );
}
