import Link from 'next/link';
import { modelNames } from '@/components/clv/clv-words';
import { formatDate, formatDay } from '@/components/evidence/dates';
import { formatCount, formatInterval, formatNumber, formatShare } from '@/components/evidence/format';
import { formatMoney } from '@/components/evidence/money';
import { Chip } from '@/components/ui/chip';
import { KeyValues, Panel } from '@/components/ui/panel';
import type { CampaignOfCustomer } from '@/server/features/campaigns/schemas';
import type { CustomerScores } from '@/server/features/clv/schemas';
import type { CustomerProfile } from '@/server/features/customers';
import type { CustomerRfm } from '@/server/features/rfm/schemas';

const whole = (share: number) => formatShare(share, { n: 1 });
const orders = (count: number) => formatNumber(count, count < 10 ? 1 : 0);

/** What models gave this customer: each with its range and what it is counted to. */
export function Scores({ scores, rfm }: { scores: CustomerScores; rfm: CustomerRfm | null }) {
  const group = rfm ? [{ term: 'RFM', value: `${rfm.group} (R ${rfm.r}, F ${rfm.f}, M ${rfm.m})` }] : [];
  if (scores.state !== 'scored')
    return (
      <Panel title="Scores">
        {group.length > 0 ? <KeyValues items={group} /> : null}
        <p className="mt-1.5 text-table text-muted">
          {scores.state === 'no_orders'
            ? 'Nothing was bought yet, so no model has anything to go by.'
            : 'No value model fits the data yet; the Value page says what is missing.'}
        </p>
      </Panel>
    );
  const { purchases, risk } = scores;
  return (
    <Panel
      title="Scores"
      sub={modelNames[scores.model]}
      foot={`From ${formatDate(scores.from)}. Ranges are 80 % prediction intervals of one customer; the chance has a 95 % interval.`}
    >
      <KeyValues
        items={[
          ...(risk ? [{ term: 'Still a customer', value: whole(risk.pAlive) }] : []),
          ...(risk ? [{ term: `Leaves in ${risk.horizonDays} days`, value: <ChanceText {...risk} /> }] : []),
          {
            term: `Orders in ${scores.horizonWeeks} weeks`,
            value: (
              <Ranged
                at={orders(purchases.expected)}
                ends={formatInterval(purchases.low, purchases.high, formatCount)}
              />
            ),
          },
          ...group,
        ]}
      />
    </Panel>
  );
}

const Ranged = ({ at, ends }: { at: string; ends: string }) => (
  <>
    {at} <span className="text-muted">({ends})</span>
  </>
);

function ChanceText({
  chance,
  chanceLow,
  chanceHigh,
}: {
  chance: number;
  chanceLow: number | null;
  chanceHigh: number | null;
}) {
  if (chanceLow === null || chanceHigh === null) return whole(chance);
  return (
    <Ranged
      at={whole(chance)}
      ends={formatInterval(chanceLow, chanceHigh, (end) => formatShare(end, { n: 1, unit: false }))}
    />
  );
}

/** Contracts, the newest first, with what they pay and how they stand. */
export function Subscriptions({ customer, currency }: { customer: CustomerProfile; currency: string }) {
  const { subscriptions } = customer;
  if (subscriptions.length === 0) return null;
  const running = subscriptions.filter(({ endedOn }) => endedOn === null).length;
  return (
    <Panel title="Subscriptions" sub={`${running} running`} flush>
      <ul>
        {subscriptions.map((one) => (
          <li
            key={one.id}
            className="flex items-start gap-3 border-b border-border px-4 py-2 text-table last:border-b-0"
          >
            <div className="min-w-0 flex-1">
              <div className="truncate font-medium">{one.plan ?? one.id}</div>
              <div className="text-small text-muted">{spanOf(one)}</div>
            </div>
            <div className="text-right">
              <div>{one.mrrMinor === null ? '–' : formatMoney(one.mrrMinor, currency)}</div>
              <div className="text-small text-muted">
                {one.seats === null ? 'a month' : `${one.seatsUsed ?? 0} of ${one.seats} seats`}
              </div>
            </div>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function spanOf({ startedOn, endedOn, renewsOn }: CustomerProfile['subscriptions'][number]): string {
  if (endedOn !== null) return `${formatDate(startedOn)} to ${formatDate(endedOn)}`;
  return `since ${formatDate(startedOn)}${renewsOn === null ? '' : `, renews ${formatDate(renewsOn)}`}`;
}

/** Which campaigns the customer is or was in, in which arm and since when. */
export function Campaigns({
  slug,
  campaigns,
  timezone,
}: {
  slug: string;
  campaigns: readonly CampaignOfCustomer[];
  timezone: string;
}) {
  return (
    <Panel
      title="Campaigns"
      sub={campaigns.length > 0 ? formatCount(campaigns.length) : undefined}
      flush={campaigns.length > 0}
    >
      {campaigns.length === 0 ? <p className="text-table text-muted">In no campaign so far.</p> : null}
      <ul>
        {campaigns.map((one) => (
          <li
            key={one.id}
            className="flex items-center gap-3 border-b border-border px-4 py-2 text-table last:border-b-0"
          >
            <div className="min-w-0 flex-1">
              <Link href={`/${slug}/campaigns/${one.id}`} className="block truncate hover:underline">
                {one.name}
              </Link>
              <span className="text-small text-muted">
                {one.state}, since {formatDay(one.assignedAt.getTime(), { timeZone: timezone })}
              </span>
            </div>
            <Chip>{one.arm}</Chip>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
