import { Download } from 'lucide-react';
import { type ForestGroup, ForestPlot } from '@/components/charts/forest-plot';
import type { Direction } from '@/components/evidence/evidence';
import { formatP, formatPoints, formatShare } from '@/components/evidence/format';
import { ButtonLink } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import type { CampaignReadOut, CampaignResults, Effect } from '@/server/features/campaigns/schemas';
import { exportAddress } from './campaign-traces';
import { colourOf, effectText, endsText, metricInWords } from './campaign-words';

interface EffectPanelProps {
  effect: Effect;
  readOut: CampaignReadOut;
  results: CampaignResults;
  workspace: { slug: string; currency: string };
}

export const intervalOf = ({ difference, ciLow, ciHigh }: Pick<Effect, 'difference' | 'ciLow' | 'ciHigh'>) => ({
  estimate: difference,
  low: ciLow,
  high: ciHigh,
  reference: 0,
});

/** The sealed metric against control: absolute, with the window before taken out, and relative. */
export function EffectPanel({ effect, readOut, results, workspace }: EffectPanelProps) {
  const { plan, id } = results.campaign;
  const { currency } = workspace;
  const { cuped } = readOut;
  const write = (each: Pick<Effect, 'difference' | 'ciLow' | 'ciHigh'>) => ({
    interval: intervalOf(each),
    estimate: effectText(each.difference, plan, currency),
    ends: endsText(each, plan, currency),
  });
  const metric = metricInWords(plan);
  const direction = colourOf(results);
  return (
    <Panel
      title="Effect against control"
      sub="everyone as assigned"
      flush
      actions={
        <ButtonLink size="small" prefetch={false} download href={exportAddress(workspace.slug, id, 'contrasts')}>
          <Download aria-hidden /> CSV
        </ButtonLink>
      }
      foot={`${formatP(effect.p)} of the sealed metric, α ${formatShare(plan.alpha, { n: 1 })}. ${cupedWords(cuped)}`}
    >
      <ForestPlot
        ownScales
        ticks={[{ value: 0, label: 'control' }]}
        groups={[
          {
            id: 'absolute',
            metric,
            note: plan.metric === 'net_revenue' ? `primary, ${currency} a customer` : 'primary, points',
            direction,
            arms: [
              { id: 'plain', name: 'Treatment', ...write(effect) },
              ...(cuped.ok ? [{ id: 'cuped', name: 'Adjusted (CUPED)', ...write(cuped) }] : []),
            ],
          },
          ...relativeGroup(effect, direction),
        ]}
      />
    </Panel>
  );
}

function cupedWords(cuped: CampaignReadOut['cuped']): string {
  if (!cuped.ok || cuped.varianceReduction < 0.01)
    return 'No gain from what the same customers did in the window before.';
  return `What the same customers did in the window before explains ${formatShare(cuped.varianceReduction)} of the variance.`;
}

function relativeGroup({ relative }: Effect, direction: Direction): ForestGroup[] {
  if (!relative.ok) return [];
  const text = (value: number) => formatPoints(value, { unit: 'none' });
  const { relative: estimate, relativeLow: low, relativeHigh: high } = relative;
  const arm = {
    id: 'plain',
    name: 'Treatment',
    interval: { estimate, low, high, reference: 0 },
    estimate: text(estimate),
    ends: `${text(low)} to ${text(high)}`,
  };
  return [{ id: 'relative', metric: 'The same, relative', note: '% of control', direction, arms: [arm] }];
}
