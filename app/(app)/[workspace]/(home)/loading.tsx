import { Page } from '@/components/shell/page';
import { Panel, Split } from '@/components/ui/panel';
import { AnswerSkeleton, ChartSkeleton, TableSkeleton, TilesSkeleton } from '@/components/ui/skeleton';

export default function Loading() {
  return (
    <Page title="Home">
      <AnswerSkeleton />
      <TilesSkeleton count={4} />
      <Split>
        <Panel>
          <ChartSkeleton />
        </Panel>
        <Panel flush>
          <TableSkeleton rows={4} columns={1} />
        </Panel>
      </Split>
    </Page>
  );
}
