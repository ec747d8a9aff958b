import { Plus } from 'lucide-react';
import { AnswerLine, Words } from '@/components/evidence/answer-line';
import { formatDate } from '@/components/evidence/dates';
import { formatCount, formatShare } from '@/components/evidence/format';
import type { Part } from '@/components/evidence/words';
import type { RouterOutputs } from '@/components/shell/api-types';
import { Page } from '@/components/shell/page';
import { ButtonLink } from '@/components/ui/button';
import { Method, Panel } from '@/components/ui/panel';
import { EmptyState, GhostRows } from '@/components/ui/states';
import { can } from '@/server/auth/permissions';
import type { SegmentList } from '@/server/features/segments/list';
import { SegmentSections } from './segment-sections';
import { SegmentTable } from './segment-table';
import { unitOf } from './segment-words';

interface SegmentsPageProps {
  workspace: RouterOutputs['workspaces']['get'];
  list: SegmentList;
}

/** Saved segments: which is the largest, and all of them. */
export function SegmentsPage({ workspace, list }: SegmentsPageProps) {
  const { slug, role, currency, count } = workspace;
  const mayWrite = role === undefined || can(role, 'segments:write');
  const button = (
    <ButtonLink href={`/${slug}/segments/new`} variant="primary">
      <Plus aria-hidden /> New segment
    </ButtonLink>
  );
  const isEmpty = list.rows.length === 0;
  return (
    <Page title="Segments" actions={mayWrite && !isEmpty ? button : null}>
      <SegmentSections slug={slug} section="" />
      <AnswerLine kick={`As of ${formatDate(list.asOf)}`}>
        <Words parts={listSentence(list, count)} />
      </AnswerLine>
      {isEmpty ? (
        <Panel>
          <EmptyState title="No segments yet" picture={<GhostRows />} action={mayWrite ? button : null}>
            A segment is a rule and the customers for whom it holds: bought twice in 90 days, came through ads, has not
            been seen for a month. It is counted while you write it, and every page can be asked for it.
          </EmptyState>
        </Panel>
      ) : (
        <Panel title="All segments" sub={`${formatCount(list.rows.length)} saved`} flush>
          <SegmentTable slug={slug} currency={currency} list={list} mayWrite={mayWrite} />
        </Panel>
      )}
      <Method
        items={[
          { term: 'Customers', text: 'for whom the rule holds on the as-of day; one may be in several segments' },
          { term: 'Days', text: `in ${workspace.timezone}` },
        ]}
      />
    </Page>
  );
}

function listSentence({ rows, base }: SegmentList, unit: 'people' | 'accounts'): Part[] {
  const [largest] = rows.toSorted((a, b) => b.count - a.count);
  if (!largest) return ['No rule is saved yet, so nobody is in a segment.'];
  const size = { figure: `${formatCount(largest.count)} ${unitOf(unit, largest.count)}` };
  const share = base === 0 ? '' : `, ${formatShare(largest.count / base, { n: base })} of everyone`;
  if (rows.length === 1) return [`“${largest.name}” holds `, size, `${share}.`];
  return [`The largest of ${formatCount(rows.length)} segments is “${largest.name}” with `, size, `${share}.`];
}
