import { formatCount } from '@/components/evidence/format';
import type { RouterOutputs } from '@/components/shell/api-types';
import { Field, Select } from '@/components/ui/field';
import { type Stream, streams } from '@/db/schema/ingest.constants';
import { ColumnTable } from './column-table';
import type { Choices } from './mapping-choices';

interface MappingFormProps {
  preview: RouterOutputs['imports']['preview'];
  choices: Choices;
  /** The verdict on the first rows still holds: nothing was changed by hand. */
  judged: boolean;
  onStream: (stream: Stream) => void;
  onChoose: (column: string, field: string) => void;
}

export function MappingForm({ preview, choices, judged, onStream, onChoose }: MappingFormProps) {
  const { judged: first } = preview;
  return (
    <div className="flex flex-col gap-4">
      <Field label="The rows are">
        <Select value={preview.stream} onChange={(event) => onStream(event.target.value as Stream)}>
          {streams.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </Select>
      </Field>
      <ColumnTable columns={preview.columns} fields={preview.fields} choices={choices} onChoose={onChoose} />
      {first && judged ? (
        <p className="text-small text-muted">
          Of the first {formatCount(first.rows)} rows {first.refused === 0 ? 'none' : formatCount(first.refused)} would
          be rejected.
        </p>
      ) : null}
    </div>
  );
}
