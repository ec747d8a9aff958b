import { AnswerLine } from '@/components/evidence/answer-line';
import { ButtonLink } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import { EmptyState, GhostRows } from '@/components/ui/states';
import type { RiskState } from '@/server/features/risk/schemas';
import { ScoringNotice } from './scoring-notice';

/** Why nobody can be ranked by what is at risk, and what would change that. */
export function RiskNotReady({ slug, risk }: { slug: string; risk: Exclude<RiskState, { state: 'ready' }> }) {
  if (risk.state === 'scoring') return <ScoringNotice />;
  const isRefused = risk.state === 'refused';
  return (
    <>
      <AnswerLine>{isRefused ? 'Who may leave cannot be said yet.' : 'Nobody has been scored yet.'}</AnswerLine>
      <Panel>
        <EmptyState
          title={isRefused ? 'What is missing' : 'Fit the value model first'}
          picture={<GhostRows />}
          action={
            <ButtonLink variant="primary" href={`/${slug}/value`}>
              Open Value
            </ButtonLink>
          }
        >
          {isRefused
            ? risk.reason
            : 'The chance of leaving comes from the purchase model of the Value page; after a fit every customer is scored.'}
        </EmptyState>
      </Panel>
    </>
  );
}
