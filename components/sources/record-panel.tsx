import { Panel } from '@/components/ui/panel';
import type { LiveRow } from './live-rows';

/** The record behind a line: as it was accepted, or as it came with the reason why it was refused. */
export function RecordPanel({ row }: { row: LiveRow | undefined }) {
  if (!row) {
    return (
      <Panel title="Record">
        <p className="text-table text-muted">Choose a line to see the record as it was accepted, or as it came.</p>
      </Panel>
    );
  }
  return (
    <Panel title="Record" sub={row.reason === undefined ? 'stored' : 'rejected'}>
      {row.reason === undefined ? null : <p className="mb-3 text-table">{row.reason}</p>}
      <pre className="max-h-[360px] overflow-auto rounded-md bg-sunken p-3 font-mono text-small whitespace-pre-wrap">
        {row.text}
      </pre>
    </Panel>
  );
}
