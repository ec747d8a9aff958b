import { formatShare } from '@/components/evidence/format';
import { Chip } from '@/components/ui/chip';
import { Select } from '@/components/ui/field';
import type { Choices } from './mapping-choices';

interface ColumnTableProps {
  columns: readonly { column: string; confidence: number; samples: string[]; field: string | undefined }[];
  fields: readonly { name: string; required: boolean }[];
  choices: Choices;
  onChoose: (column: string, field: string) => void;
}

const sureFrom = 0.85;
const wordsOf = (confidence: number) =>
  `${confidence >= sureFrom ? 'sure' : 'a guess'}, ${formatShare(confidence, { n: 1 })}`;

/** One row a column: its first values, the field it is read as, how sure the guess is. */
export function ColumnTable({ columns, fields, choices, onChoose }: ColumnTableProps) {
  return (
    <table className="w-full text-table">
      <thead className="text-left text-small text-muted">
        <tr className="border-b border-border [&>th]:py-1.5 [&>th]:pr-3 [&>th]:font-normal">
          <th>Column of the file</th>
          <th className="max-md:hidden">First values</th>
          <th>Read as</th>
          <th className="max-md:hidden">How sure</th>
        </tr>
      </thead>
      <tbody>
        {columns.map(({ column, samples, confidence, field }) => {
          const isGuess = field !== undefined && choices[column] === field;
          const chip = isGuess ? (
            <Chip tone={confidence >= sureFrom ? 'good' : 'watch'}>{wordsOf(confidence)}</Chip>
          ) : choices[column] ? (
            <Chip>by hand</Chip>
          ) : null;
          return (
            <tr key={column} className="border-b border-border last:border-b-0 [&>td]:py-1.5 [&>td]:pr-3">
              <td className="max-w-[180px] font-medium break-words">
                {column}
                <div className="mt-1 md:hidden">{chip}</div>
              </td>
              <td className="max-w-[200px] truncate text-muted max-md:hidden">{samples.join(', ')}</td>
              <td>
                <Select
                  small
                  className="w-full"
                  aria-label={`Read ${column} as`}
                  value={choices[column] ?? ''}
                  onChange={(event) => onChoose(column, event.target.value)}
                >
                  <option value="">keep as {column}</option>
                  {fields.map(({ name, required }) => (
                    <option key={name} value={name}>
                      {required ? `${name} (needed)` : name}
                    </option>
                  ))}
                </Select>
              </td>
              <td className="max-md:hidden">{chip}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
