import { AnswerLine, Words } from '@/components/evidence/answer-line';
import { formatDay } from '@/components/evidence/dates';
import { formatMoney } from '@/components/evidence/money';
import { StatTile, StatTiles } from '@/components/evidence/stat-tile';
import { Page } from '@/components/shell/page';
import { CustomerSegments } from '@/components/segments/customer-segments';
import { Chip } from '@/components/ui/chip';
import { Method, Split } from '@/components/ui/panel';
import type { CustomerProfile } from '@/server/features/customers';
import type { TimelineEntry } from '@/server/features/customers/schemas';
import { Contacts, Identity, Traits } from './customer-facts';
import { customerTraces } from './customer-traces';
import { customerName, customerSentence } from './customer-words';
import { OrdersByMonth } from './orders-by-month';
import { Timeline } from './timeline';

interface CustomerPageProps {
  slug: string;
  workspace: { timezone: string; currency: string };
  customer: CustomerProfile;
  timeline: { entries: TimelineEntry[]; next: string | undefined };
  nowMs: number;
}

/** One customer: what they bought, when they were last here, who they are, everything that happened. */
export function CustomerPage({ slug, workspace, customer, timeline, nowMs }: CustomerPageProps) {
  const name = customerName(customer);
  const zone = { timeZone: workspace.timezone };
  const day = (at: string | null) => (at === null ? '–' : formatDay(Date.parse(at), zone));
  const known = customer.orders - customer.unknownAmounts;
  const gross = customer.spendMinor + customer.refundedMinor;
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
        next={
          customer.unknownAmounts > 0
            ? `${customer.unknownAmounts} of the orders have no amount, or one in a currency without a rate.`
            : undefined
        }
      >
        <Words parts={sentence} traces={customerTraces(customer, workspace.currency)} />
      </AnswerLine>
      <StatTiles>
        <StatTile label="First order" value={day(customer.firstOrderAt)} />
        <StatTile
          label="Average order"
          value={known > 0 ? formatMoney(gross / known, workspace.currency) : undefined}
          note={`of ${known} with an amount`}
        />
        <StatTile
          label="Refunded"
          value={formatMoney(customer.refundedMinor, workspace.currency)}
          note={gross > 0 ? `of ${formatMoney(gross, workspace.currency)} bought` : undefined}
        />
        <StatTile label="Last seen" value={day(customer.lastSeenAt)} note="any activity" />
        {customer.acquisitionCostMinor === null ? null : (
          <StatTile label="Cost to win" value={formatMoney(customer.acquisitionCostMinor, workspace.currency)} />
        )}
      </StatTiles>
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
          <Traits customer={customer} />
          <CustomerSegments slug={slug} customerId={customer.id} />
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
