import { CircleAlert } from 'lucide-react';
import { ScrollX } from '@/components/ui/scroll-x';
import type { Choices } from './mapping-choices';
import type { Preview } from './use-mapping';

const shown = 6;

/** The first rows as they stand in the file, under the fields they are read as; what is wrong with one stands below it. */
export function FirstRows({ preview, choices }: { preview: Preview; choices: Choices }) {
  const { columns } = preview;
  return (
    <ScrollX label="The first rows">
      <table className="w-full text-small">
        <thead className="text-left text-muted">
          <tr className="border-b border-border [&>th]:px-2 [&>th]:py-1.5 [&>th]:font-normal [&>th]:whitespace-nowrap">
            <th className="w-10 text-right">Row</th>
            {columns.map(({ column }) => (
              <th key={column}>{choices[column] || column}</th>
            ))}
          </tr>
        </thead>
        {preview.rows.slice(0, shown).map(({ cells, problem }, i) => (
          <tbody key={`${i + 1}`} className="border-b border-border last:border-b-0">
            <tr className="[&>td]:px-2 [&>td]:py-1">
              <td className="text-right text-muted tabular-nums">{i + 1}</td>
              {columns.map(({ column }, at) => (
                <td key={column} className="max-w-[160px] truncate">
                  {cells[at]}
                </td>
              ))}
            </tr>
            {problem ? (
              <tr>
                <td />
                <td colSpan={columns.length} className="px-2 pb-1.5 text-risk-text">
                  <CircleAlert className="icon-s mr-1 inline align-text-bottom" aria-hidden />
                  Would be rejected: {problem}
                </td>
              </tr>
            ) : null}
          </tbody>
        ))}
      </table>
    </ScrollX>
  );
}
