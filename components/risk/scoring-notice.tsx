import { AnswerLine } from '@/components/evidence/answer-line';
import { RefreshOften } from '@/components/home/refresh-often';
import { Panel } from '@/components/ui/panel';
import { EmptyState, GhostRows } from '@/components/ui/states';

/** While the worker scores: the page reads itself again until the list is there. */
export function ScoringNotice() {
  return (
    <>
      <RefreshOften />
      <AnswerLine>Customers are being scored.</AnswerLine>
      <Panel>
        <EmptyState title="Under way" picture={<GhostRows />}>
          The newest value run is being applied to every customer. This page shows the list as soon as it is there.
        </EmptyState>
      </Panel>
    </>
  );
}
