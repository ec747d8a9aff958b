import { AnswerLine, Words } from '@/components/evidence/answer-line';
import { Page } from '@/components/shell/page';
import { CustomerSegments } from '@/components/segments/customer-segments';
import { Chip } from '@/components/ui/chip';
import { Method, Split } from '@/components/ui/panel';
import type { CampaignOfCustomer } from '@/server/features/campaigns/schemas';
import type { CustomerScores } from '@/server/features/clv/schemas';
import type { CustomerProfile } from '@/server/features/customers';
import type { TimelineEntry } from '@/server/features/customers/schemas';
import type { CustomerRfm } from '@/server/features/rfm/schemas';
import { Contacts, Identity, Traits } from './customer-facts';
import { Campaigns, Scores, Subscriptions } from './customer-standing';
import { CustomerTiles } from './customer-tiles';
import { customerTraces } from './customer-traces';
import { customerFollowUp, customerName, customerSentence } from './customer-words';
import { OrdersByMonth } from './orders-by-month';
import { Timeline } from './timeline';

export interface CustomerStanding {
  scores: CustomerScores;
  rfm: CustomerRfm | null;
  campaigns: readonly CampaignOfCustomer[];
}

interface CustomerPageProps {
  slug: string;
  workspace: { timezone: string; currency: string };
  customer: CustomerProfile;
  standing: CustomerStanding;
  timeline: { entries: TimelineEntry[]; next: string | undefined };
  nowMs: number;
}

/** One customer: what they bought, when they were last here, who they are, everything that happened. */
export function CustomerPage({ slug, workspace, customer, standing, timeline, nowMs }: CustomerPageProps) {
  const name = customerName(customer);
  const zone = { timeZone: workspace.timezone };
  const sentence = customerSentence({ ...customer, name }, { ...zone, currency: workspace.currency, nowMs });
  return (
    <Page title={name} crumbs={[{ label: 'Customers', href: `/${slug}/customers` }]}>
      <AnswerLine
        kick={
          <>
            <code>{customer.externalId}</code>
            {customer.country ? <Chip>{customer.country}</Chip> : null}
            {customer.acquisitionChannel ? <Chip>{customer.acquisitionChannel}</Chip> : null}
            {customer.isTest ? <Chip tone="watch">test customer, left out of every number</Chip> : null}
          </>
        }
        next={customerFollowUp(customer, standing.scores)}
      >
        <Words parts={sentence} traces={customerTraces(customer, workspace.currency)} />
      </AnswerLine>
      <CustomerTiles customer={customer} scores={standing.scores} workspace={workspace} />
      <Split>
        <div className="flex min-w-0 flex-col gap-4">
          {customer.months.length > 0 ? (
            <OrdersByMonth months={customer.months} currency={workspace.currency} name={name} />
          ) : null}
          <Timeline
            customerId={customer.id}
            timezone={workspace.timezone}
            currency={workspace.currency}
            first={timeline}
          />
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <Scores scores={standing.scores} rfm={standing.rfm} />
          <Subscriptions customer={customer} currency={workspace.currency} />
          <Campaigns slug={slug} campaigns={standing.campaigns} timezone={workspace.timezone} />
          <CustomerSegments slug={slug} customerId={customer.id} />
          <Traits customer={customer} currency={workspace.currency} timezone={workspace.timezone} />
          <Contacts customer={customer} />
          <Identity customer={customer} timezone={workspace.timezone} />
        </div>
      </Split>
      <Method
        items={[
          { term: 'Bought', text: 'orders with a positive, zero or unknown amount' },
          { term: 'Net', text: `refunds taken off, in ${workspace.currency}` },
          { term: 'Days', text: `in ${workspace.timezone}` },
        ]}
      />
    </Page>
  );
}
