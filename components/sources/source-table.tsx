import { formatAgo } from '@/components/evidence/dates';
import { formatCount } from '@/components/evidence/format';
import { Chip } from '@/components/ui/chip';
import { Panel } from '@/components/ui/panel';
import type { RouterOutputs } from '@/components/shell/api-types';
import { HourBars } from './hour-bars';
import { type HourCount, lastHours } from './hours';
import { SourceMenu } from './source-menu';

type Source = RouterOutputs['sources']['list'][number];

interface SourceTableProps {
  sources: readonly Source[];
  hours: readonly HourCount[];
  nowMs: number;
  mayWrite: boolean;
}

const keyWords = (source: Source) => {
  const live = source.keys.filter((key) => key.revokedAt === null).length;
  if (source.kind === 'file') return 'CSV and TSV';
  return live === 0 ? 'HTTP, no write key' : `HTTP, ${live} write ${live === 1 ? 'key' : 'keys'}`;
};

const cell = 'px-3 py-2 text-right tabular-nums';

export function SourceTable({ sources, hours, nowMs, mayWrite }: SourceTableProps) {
  return (
    <Panel title="Sources" sub={`${sources.length} connected`} flush>
      <table className="w-full text-table">
        <thead className="text-muted">
          <tr className="border-b border-border [&>th]:font-normal">
            <th className="px-4 py-2 text-left">Source</th>
            <th className="px-3 py-2 text-left max-lg:hidden">Last 24 hours</th>
            <th className={cell}>Received</th>
            <th className={`${cell} max-md:hidden`}>Stored</th>
            <th className={`${cell} max-md:hidden`}>Duplicate</th>
            <th className={cell}>Rejected</th>
            <th className={`${cell} max-md:hidden`}>Fresh to</th>
            <th className="w-12">
              <span className="sr-only">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {sources.map((source) => (
            <tr key={source.id} className="border-b border-border last:border-b-0">
              <td className="px-4 py-2">
                <span className="flex flex-wrap items-center gap-x-2">
                  <b className="font-medium">{source.name}</b>
                  <span className="text-small text-muted">{keyWords(source)}</span>
                  {source.paused ? <Chip tone="watch">paused</Chip> : null}
                </span>
              </td>
              <td className="px-3 py-2 max-lg:hidden">
                <HourBars hours={lastHours(hours, source.id, nowMs)} />
              </td>
              <td className={cell}>{formatCount(source.received)}</td>
              <td className={`${cell} max-md:hidden`}>{formatCount(source.stored)}</td>
              <td className={`${cell} max-md:hidden`}>{formatCount(source.duplicate)}</td>
              <td className={`${cell} ${source.rejected > 0 ? 'font-medium text-watch-text' : ''}`}>
                {formatCount(source.rejected)}
              </td>
              <td className={`${cell} max-md:hidden`}>
                {source.lastMinute ? formatAgo(source.lastMinute.getTime(), nowMs) : 'nothing yet'}
              </td>
              <td className="pr-2 text-right">
                {mayWrite && source.kind === 'http' ? <SourceMenu source={source} /> : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}
