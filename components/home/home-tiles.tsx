import { everyMonth } from '@/components/customers/every-month';
import { formatMonthName } from '@/components/evidence/dates';
import { usualNeed } from '@/components/evidence/evidence';
import { formatCount, formatInterval, formatShare } from '@/components/evidence/format';
import { formatMoney } from '@/components/evidence/money';
import { StatTile, StatTiles } from '@/components/evidence/stat-tile';
import { riskTraces, worth, worthInterval } from '@/components/risk/risk-words';
import type { RiskRun, RiskState } from '@/server/features/risk/schemas';
import type { Home, MonthSoFar, PeriodSum } from '@/server/features/home/schemas';
import { homeTraces } from './home-traces';
import { soFarName } from './home-words';

const beforeName = ({ before, days, of }: MonthSoFar) =>
  days === of ? formatMonthName(before.from) : `${formatMonthName(before.from)} to ${Number(before.to.slice(8))}`;

/** Who is there, who comes back, how the month goes. Two levels side by side: a change is not claimed without an interval. */
export function HomeTiles({ home, risk, currency }: { home: Home; risk: RiskState; currency: string }) {
  const { customers, soFar, thisMonth, monthBefore } = home;
  const months = everyMonth(home.months);
  const unfinished = soFar.days === soFar.of ? 0 : 1;
  const money = (sum: PeriodSum) => formatMoney(sum.spendMinor, currency);
  const traces = homeTraces(home, currency);
  const spark = (values: number[]) => ({ values, unfinished }) as const;
  return (
    <StatTiles>
      <StatTile
        label="Customers"
        value={formatCount(customers.customers)}
        trace={traces.customers}
        note={
          customers.buyers === customers.customers ? 'all of them bought' : `${formatCount(customers.buyers)} bought`
        }
      />
      <RepeatTile home={home} />
      <StatTile
        label={`Orders, ${soFarName(soFar)}`}
        value={formatCount(thisMonth.orders)}
        trace={traces.orders}
        note={`${formatCount(monthBefore.orders)} in ${beforeName(soFar)}`}
        spark={spark(months.map((sum) => sum.orders))}
      />
      <StatTile
        label={`Net revenue, ${soFarName(soFar)}`}
        value={thisMonth.orders > 0 && thisMonth.unknownAmounts === thisMonth.orders ? undefined : money(thisMonth)}
        trace={traces.revenue}
        note={`${money(monthBefore)} in ${beforeName(soFar)}`}
        spark={spark(months.map((sum) => sum.spendMinor))}
      />
      {risk.state === 'ready' ? <RiskTile run={risk.run} currency={currency} /> : null}
    </StatTiles>
  );
}

/** What may be lost, with how sure that is; its trace tells what it is made of. */
function RiskTile({ run, currency }: { run: RiskRun; currency: string }) {
  return (
    <StatTile
      label={`Value at risk, ${run.horizonDays} days`}
      value={worth(run.atRisk, run, currency)}
      trace={riskTraces(run, currency).total}
      note={
        run.interval.ok
          ? worthInterval(run, run.interval, currency)
          : `${formatCount(run.interval.have)} buyers, an interval needs ${formatCount(run.interval.need)}`
      }
    />
  );
}

function RepeatTile({ home: { customers } }: { home: Home }) {
  const { buyers, repeatShare } = customers;
  const label = 'Bought more than once';
  if (!repeatShare.ok || buyers < usualNeed)
    return <StatTile label={label} tooFew={{ have: `${formatCount(buyers)} bought`, need: String(usualNeed) }} />;
  const ends = formatInterval(repeatShare.ciLow, repeatShare.ciHigh, (end) =>
    formatShare(end, { n: buyers, unit: false }),
  );
  return (
    <StatTile
      label={label}
      value={formatShare(repeatShare.share, { n: buyers })}
      note={`${ends}, of ${formatCount(buyers)} who bought`}
    />
  );
}
