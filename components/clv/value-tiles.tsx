import { formatCount, formatInterval, formatShare } from '@/components/evidence/format';
import { StatTile, StatTiles } from '@/components/evidence/stat-tile';
import type { ClvRun } from '@/server/features/clv/schemas';
import { money, moneyEnds } from './clv-words';

interface ValueTilesProps {
  run: ClvRun;
  currency: string;
  minorPerUnit: number;
}

/** What the headline leaves out: the middle of customers, the mean, purchases to come, who is still there, the test. */
export function ValueTiles({ run, currency, minorPerUnit }: ValueTilesProps) {
  const { forecast, holdout } = run;
  const value = forecast?.value;
  const about = { currency, minorPerUnit };
  return (
    <StatTiles>
      {value ? (
        <StatTile
          label="Middle 80 % of customers"
          value={moneyEnds(value.p10, value.p90, about)}
          note={`median ${money(value.median, currency, minorPerUnit)}`}
        />
      ) : null}
      {value ? (
        <StatTile
          label="Mean customer"
          value={money(value.mean, currency, minorPerUnit)}
          note="pulled up by the best"
        />
      ) : null}
      {forecast ? (
        <StatTile
          label="Purchases to come"
          value={formatCount(Math.round(forecast.purchases.expected))}
          note={`95 % ${formatInterval(forecast.purchases.low, forecast.purchases.high, (end) => formatCount(Math.round(end)))}`}
        />
      ) : null}
      {forecast && forecast.alive !== null ? (
        <StatTile
          label="Still customers"
          value={formatShare(forecast.alive, { n: forecast.customers })}
          note="mean probability"
        />
      ) : null}
      {holdout ? (
        <StatTile
          label="Held-out purchases"
          value={formatCount(holdout.actual)}
          note={`${formatCount(Math.round(holdout.predicted))} predicted, ${formatInterval(holdout.predictedLow, holdout.predictedHigh, (end) => formatCount(Math.round(end)))}`}
        />
      ) : (
        <StatTile
          label="Bought again"
          value={formatCount(run.repeaters)}
          note={`of ${formatCount(run.customers)} customers`}
        />
      )}
    </StatTiles>
  );
}
