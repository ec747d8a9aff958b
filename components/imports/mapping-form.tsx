import { formatCount } from '@/components/evidence/format';
import { Field, Select } from '@/components/ui/field';
import { type Stream, streams } from '@/db/schema/ingest.constants';
import { ColumnTable } from './column-table';
import { FirstRows } from './first-rows';
import { FixedValues } from './fixed-values';
import { streamWords } from './import-words';
import type { Mapping } from './use-mapping';

interface MappingFormProps {
  stream: Stream;
  mapping: Mapping;
  onStream: (stream: Stream) => void;
}

/** What the rows are, what each column is read as, and what that makes of the first rows. */
export function MappingForm({ stream, mapping, onStream }: MappingFormProps) {
  const { preview, choices, values, choose, give, asked, isJudging } = mapping;
  const read = new Set(Object.keys(asked.map).filter((field) => !(field in values)));
  const free = preview.fields.flatMap(({ name }) => (read.has(name) ? [] : [name]));
  return (
    <div className="flex flex-col gap-4">
      <Field label="The rows are" hint={streamWords[stream]}>
        <Select value={stream} onChange={(event) => onStream(event.target.value as Stream)}>
          {streams.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </Select>
      </Field>
      <ColumnTable columns={preview.columns} fields={preview.fields} choices={choices} onChoose={choose} />
      <FixedValues free={free} values={values} onGive={give} />
      <section className="flex flex-col gap-1.5" aria-busy={isJudging}>
        <h3 className="text-table font-medium">The first rows</h3>
        <p className="text-small text-muted" role="status">
          {judgedWords(preview.judged)}
        </p>
        <FirstRows preview={preview} choices={choices} />
      </section>
    </div>
  );
}

function judgedWords(judged: Mapping['preview']['judged']): string {
  if (!judged) return 'They are judged when every needed field has a column or a value.';
  const { rows, refused } = judged;
  if (refused === 0) return `None of the first ${formatCount(rows)} would be rejected.`;
  return `${formatCount(refused)} of the first ${formatCount(rows)} would be rejected.`;
}
