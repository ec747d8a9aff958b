import { formatCount, formatInterval, formatNumber } from '@/components/evidence/format';
import { KeyValues, Panel } from '@/components/ui/panel';
import { Refusal } from '@/components/ui/states';
import type { ClvSpend } from '@/server/features/clv/schemas';
import { money, parameterWords } from './clv-words';

interface SpendPanelProps {
  spend: ClvSpend;
  currency: string;
  minorPerUnit: number;
  /** It has the whole width: names above their values, side by side. */
  wide?: boolean;
}

/** How spend a purchase is modelled, and whether it moves with how often customers buy. */
export function SpendPanel({ spend, currency, minorPerUnit, wide = false }: SpendPanelProps) {
  if (!spend.ok) {
    const how =
      spend.have === undefined || spend.need === undefined
        ? ''
        : `: ${formatNumber(spend.have, 0)}, needs ${formatNumber(spend.need, 0)}`;
    return (
      <Panel title="Spend a purchase" sub="Gamma-Gamma">
        <Refusal title="Spend is not modelled.">
          {(spend.reason ?? 'the data do not carry it').replaceAll('_', ' ')}
          {how}. Purchases alone are used instead.
        </Refusal>
      </Panel>
    );
  }
  const { correlation, correlationInterval: ends } = spend;
  return (
    <Panel title="Spend a purchase" sub={`Gamma-Gamma, ${formatCount(spend.spenders)} customers who bought again`}>
      <KeyValues
        wide={wide}
        items={[
          ...(spend.populationMean === null
            ? []
            : [{ term: 'Mean of all customers', value: money(spend.populationMean, currency, minorPerUnit) }]),
          {
            term: 'Parameters',
            value: parameterWords(spend.params),
          },
          ...(spend.logLik === null ? [] : [{ term: 'Log-likelihood', value: formatNumber(spend.logLik, 2) }]),
          ...(correlation === null
            ? []
            : [
                {
                  term: 'Correlation with frequency',
                  value: `${formatNumber(correlation, 3)}${ends ? ` (${formatInterval(ends.low, ends.high, (end) => formatNumber(end, 3))})` : ''}`,
                },
              ]),
          ...(spend.unknown > 0 ? [{ term: 'Left out, amount unknown', value: formatCount(spend.unknown) }] : []),
        ]}
      />
    </Panel>
  );
}
