import { ImportPanel } from '@/components/imports/import-panel';
import { AnswerLine, Words } from '@/components/evidence/answer-line';
import { LedgerEquation } from '@/components/evidence/ledger-equation';
import { Page } from '@/components/shell/page';
import type { RouterOutputs } from '@/components/shell/api-types';
import { Chip } from '@/components/ui/chip';
import { Method, Panel } from '@/components/ui/panel';
import { can } from '@/server/auth/permissions';
import { AddSource } from './add-source';
import { addLedgers, countReasons, dataSentence } from './data-words';
import { LivePanel } from './live-panel';
import { SourceTable } from './source-table';

interface DataPageProps {
  workspace: RouterOutputs['workspaces']['get'];
  sources: RouterOutputs['sources']['list'];
  hours: RouterOutputs['sources']['counts'];
  /** The newest refused records: why they were refused. */
  refused: RouterOutputs['sources']['refused'];
  ingestUrl: string;
  nowMs: number;
}

/** Whether everything that arrived is accounted for: ledger, sources, files, live records. */
export function DataPage({ workspace, sources, hours, refused, ingestUrl, nowMs }: DataPageProps) {
  const ledger = addLedgers(sources);
  const { role } = workspace;
  const mayWrite = role === undefined || can(role, 'sources:write');
  const mayImport = role === undefined || can(role, 'imports:write');
  // Keys: the files move down with the first record, and keep their open dialog and their progress.
  const table = <SourceTable key="sources" sources={sources} hours={hours} nowMs={nowMs} mayWrite={mayWrite} />;
  const files = <ImportPanel key="files" slug={workspace.slug} mayWrite={mayImport} timezone={workspace.timezone} />;
  const equation = (
    <Panel key="ledger">
      <LedgerEquation ledger={ledger} />
    </Panel>
  );
  return (
    <Page title="Data" actions={mayWrite ? <AddSource ingestUrl={ingestUrl} /> : null}>
      <AnswerLine
        kick={ledger.rejected > 0 ? <Chip tone="watch">needs you</Chip> : 'All sources, since the beginning'}
        next={
          ledger.rejected > 0
            ? 'What was rejected is kept with the bytes as they came. Mend it at the source and send it again: nothing is stored twice.'
            : undefined
        }
      >
        <Words parts={dataSentence(ledger, countReasons(refused.rows))} />
      </AnswerLine>
      {ledger.received > 0 ? [equation, table, files] : [files, table]}
      <LivePanel timezone={workspace.timezone} rejected={ledger.rejected} />
      <Method
        items={[
          { term: 'received = stored + duplicate + rejected', text: 'holds for every source, import and minute' },
          {
            term: 'Duplicate',
            text: 'a message id, or a row, that was stored before; the first body of an event stays',
          },
          { term: 'Times', text: `in ${workspace.timezone}` },
        ]}
      />
    </Page>
  );
}
