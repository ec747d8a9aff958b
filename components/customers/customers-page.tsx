import Link from 'next/link';
import { AnswerLine, Words } from '@/components/evidence/answer-line';
import { AnswerPicture } from '@/components/evidence/answer-picture';
import { usualNeed } from '@/components/evidence/evidence';
import { formatShare } from '@/components/evidence/format';
import type { RouterOutputs } from '@/components/shell/api-types';
import { Page } from '@/components/shell/page';
import type { Trace } from '@/components/shell/trace';
import { UrlState } from '@/components/tables/url-state';
import { Chip } from '@/components/ui/chip';
import { Method } from '@/components/ui/panel';
import { can } from '@/server/auth/permissions';
import type { CustomerPage, CustomerSummary } from '@/server/features/customers/schemas';
import { CustomerList } from './customer-list';
import { customerListSentence, segmentSentence } from './customer-list-words';
import { NoCustomers } from './no-customers';

interface CustomersPageProps {
  workspace: RouterOutputs['workspaces']['get'];
  summary: CustomerSummary;
  first: CustomerPage;
  sampleSlug: string | undefined;
  /** Only those in this segment are listed. */
  segment: string | undefined;
}

/** Everyone: how many there are, who came back, and the list itself. */
export function CustomersPage({ workspace, summary, first, sampleSlug, segment }: CustomersPageProps) {
  const { role } = workspace;
  return (
    <Page title="Customers">
      {segment === undefined ? (
        <AnswerLine kick="Everyone, since the beginning" picture={<RepeatPicture summary={summary} />}>
          <Words parts={customerListSentence(summary)} traces={tracesOf(summary)} />
        </AnswerLine>
      ) : (
        <AnswerLine
          kick={
            <>
              <Chip tone="accent">in “{segment}”</Chip>
              <Link href={`/${workspace.slug}/customers`} className="link">
                Show everyone
              </Link>
            </>
          }
        >
          <Words parts={segmentSentence(first.total, summary.customers)} />
        </AnswerLine>
      )}
      {summary.customers === 0 ? (
        <NoCustomers
          slug={workspace.slug}
          mayImport={role === undefined || can(role, 'imports:write')}
          sampleSlug={sampleSlug}
        />
      ) : (
        <UrlState>
          <CustomerList workspace={workspace} summary={summary} first={first} segment={segment} />
        </UrlState>
      )}
      <Method
        items={[
          { term: 'Orders', text: 'with a positive, zero or unknown amount' },
          { term: 'Net spend', text: `refunds taken off, in ${workspace.currency}` },
          { term: 'Interval', text: 'Wilson, of everyone who bought' },
          { term: 'Days', text: `in ${workspace.timezone}` },
        ]}
      />
    </Page>
  );
}

function RepeatPicture({ summary: { buyers, repeatShare } }: { summary: CustomerSummary }) {
  if (!repeatShare.ok || buyers < usualNeed) return null;
  const { share, ciLow, ciHigh } = repeatShare;
  const write = (value: number) => formatShare(value, { n: buyers });
  return (
    <AnswerPicture
      interval={{ estimate: share, low: ciLow, high: ciHigh, n: buyers }}
      direction="higher"
      labels={{ estimate: write(share), low: write(ciLow), high: write(ciHigh) }}
      label={`${write(share)} bought more than once, 95 % interval ${write(ciLow)} to ${write(ciHigh)}`}
    />
  );
}

function tracesOf({ customers, buyers, repeatBuyers }: CustomerSummary): Record<string, Trace> {
  const facts = [
    { term: 'Source', value: 'customers and their orders, all sources' },
    { term: 'Left out', value: 'merged, restated and erased customers' },
  ];
  return {
    customers: {
      title: 'Customers',
      value: String(customers),
      meaning: `Everyone a source has named, merged ones counted once. ${buyers} of them have bought.`,
      facts,
    },
    repeat: {
      title: 'Bought more than once',
      value: String(repeatBuyers),
      meaning: `Customers with two orders or more, of ${buyers} with one or more. A refund does not undo an order.`,
      facts: [...facts, { term: 'Interval', value: 'Wilson, 95 %' }],
    },
  };
}
