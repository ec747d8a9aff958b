import { formatDay } from '@/components/evidence/dates';
import { formatCount, formatInterval, formatShare } from '@/components/evidence/format';
import { formatMoney, moneyScale } from '@/components/evidence/money';
import { StatTile, StatTiles } from '@/components/evidence/stat-tile';
import { worth } from '@/components/risk/risk-words';
import type { CustomerScores } from '@/server/features/clv/schemas';
import type { CustomerProfile } from '@/server/features/customers';

interface CustomerTilesProps {
  customer: CustomerProfile;
  scores: CustomerScores;
  workspace: { timezone: string; currency: string };
}

/** Five figures at most: what was, what is expected with its range, what is at risk. */
export function CustomerTiles({ customer, scores, workspace: { timezone, currency } }: CustomerTilesProps) {
  const known = customer.orders - customer.unknownAmounts;
  const gross = customer.spendMinor + customer.refundedMinor;
  return (
    <StatTiles>
      <StatTile
        label="Average order"
        value={known > 0 ? formatMoney(gross / known, currency) : undefined}
        note={`of ${formatCount(known)} with an amount`}
      />
      <StatTile
        label="Last seen"
        value={customer.lastSeenAt === null ? '–' : formatDay(Date.parse(customer.lastSeenAt), { timeZone: timezone })}
        note="any activity"
      />
      {scores.state === 'scored' ? <Expected scores={scores} currency={currency} /> : null}
      {scores.state === 'scored' && scores.risk ? <AtRisk risk={scores.risk} currency={currency} /> : null}
    </StatTiles>
  );
}

type Scored = Extract<CustomerScores, { state: 'scored' }>;

function Expected({ scores: { valueMinor, horizonWeeks }, currency }: { scores: Scored; currency: string }) {
  if (!valueMinor) return null;
  const scale = moneyScale(Math.round(valueMinor.high), currency);
  const ends = formatInterval(valueMinor.low, valueMinor.high, (end) =>
    formatMoney(Math.round(end), currency, { scale }),
  );
  return (
    <StatTile
      label={`Expected value, ${horizonWeeks} weeks`}
      value={formatMoney(Math.round(valueMinor.expected), currency)}
      note={`80 %: ${ends}`}
    />
  );
}

function AtRisk({ risk, currency }: { risk: NonNullable<Scored['risk']>; currency: string }) {
  if (risk.isLost)
    return (
      <StatTile
        label="Still a customer"
        value={formatShare(risk.pAlive, { n: 1 })}
        note="most likely left already: nothing is at risk"
      />
    );
  return (
    <StatTile
      label={`Value at risk, ${risk.horizonDays} days`}
      value={worth(risk.atRisk, risk, currency)}
      note={risk.rank === null ? undefined : `number ${formatCount(risk.rank)} in the queue`}
    />
  );
}
