import { AnswerLine, Words } from '@/components/evidence/answer-line';
import { formatDate } from '@/components/evidence/dates';
import { formatCount } from '@/components/evidence/format';
import { SegmentSections } from '@/components/segments/segment-sections';
import { Page } from '@/components/shell/page';
import { ButtonLink } from '@/components/ui/button';
import { Method, Panel, Split } from '@/components/ui/panel';
import { EmptyState, GhostRows } from '@/components/ui/states';
import type { RfmReport } from '@/server/features/rfm/schemas';
import { RfmGrid } from './rfm-grid';
import { RfmGroups } from './rfm-groups';
import { boundsInWords, rfmSentence } from './rfm-words';

interface RfmPageProps {
  workspace: { slug: string; currency: string; timezone: string };
  report: RfmReport;
}

/** Everybody who has bought, in five named groups by how lately and how often. */
export function RfmPage({ workspace, report }: RfmPageProps) {
  const { slug, currency, timezone } = workspace;
  return (
    <Page title="Segments">
      <SegmentSections slug={slug} section="/rfm" />
      <AnswerLine kick={`${formatCount(report.n)} buyers, as of ${formatDate(report.at)}`}>
        <Words parts={rfmSentence(report, currency)} />
      </AnswerLine>
      {report.n === 0 ? (
        <Panel>
          <EmptyState
            title="No orders yet"
            picture={<GhostRows />}
            action={
              <ButtonLink variant="primary" href={`/${slug}/data`}>
                Bring in orders
              </ButtonLink>
            }
          >
            Recency, frequency and spend come from orders. With the first of them every buyer has a group.
          </EmptyState>
        </Panel>
      ) : (
        <Split kind="halves">
          <Panel title="Groups" sub="a group opens as a segment" flush>
            <RfmGroups slug={slug} currency={currency} report={report} />
          </Panel>
          <Panel title="Recency and frequency" sub="customers, stronger is more">
            <RfmGrid slug={slug} report={report} />
          </Panel>
        </Split>
      )}
      <Method
        items={[
          { term: 'Score', text: 'fifths by average rank, 5 is best; customers with the same value share a score' },
          { term: 'Recency', text: `${boundsInWords(report.bounds.r)} since the last order` },
          { term: 'Frequency', text: `${boundsInWords(report.bounds.f)} with an order` },
          { term: 'Spend', text: `net of refunds, in ${currency}; days in ${timezone}` },
          { term: 'As a segment', text: 'the edges of this day, kept as they are; counted live' },
        ]}
      />
    </Page>
  );
}
