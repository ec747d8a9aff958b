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

const cell = 'r tabular-nums';

export function SourceTable({ sources, hours, nowMs, mayWrite }: SourceTableProps) {
  return (
    <Panel title="Sources" sub={`${sources.length} connected`} flush>
      <table className="tbl">
        <thead>
          <tr>
            <th scope="col">Source</th>
            <th scope="col" className="max-lg:hidden">
              Last 24 hours
            </th>
            <th scope="col" className={cell}>
              Received
            </th>
            <th scope="col" className={`${cell} max-md:hidden`}>
              Stored
            </th>
            <th scope="col" className={`${cell} max-md:hidden`}>
              Duplicate
            </th>
            <th scope="col" className={cell}>
              Rejected
            </th>
            <th scope="col" className={`${cell} max-md:hidden`}>
              Fresh to
            </th>
            <th scope="col" className="w-12">
              <span className="sr-only">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {sources.map((source) => (
            <tr key={source.id}>
              <td>
                <span className="flex flex-wrap items-center gap-x-2">
                  <b className="font-medium">{source.name}</b>
                  <span className="text-small text-muted">{keyWords(source)}</span>
                  {source.paused ? <Chip tone="watch">paused</Chip> : null}
                </span>
              </td>
              <td className="max-lg:hidden">
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
              <td className="r">{mayWrite && source.kind === 'http' ? <SourceMenu source={source} /> : null}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}
