import { Download } from 'lucide-react';
import { ForestPlot } from '@/components/charts/forest-plot';
import { formatP, formatPoints, formatShare } from '@/components/evidence/format';
import { ButtonLink } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import type { CampaignReadOut, CampaignResults, Effect } from '@/server/features/campaigns/schemas';
import { exportAddress } from './campaign-traces';
import { effectText, endsText, metricInWords } from './campaign-words';

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
        ticks={[{ value: 0, label: 'control' }]}
        groups={[
          {
            id: 'absolute',
            metric,
            note: plan.metric === 'net_revenue' ? `primary, ${currency} a customer` : 'primary, points',
            direction: plan.better,
            arms: [
              { id: 'plain', name: 'Treatment', ...write(effect) },
              ...(cuped.ok ? [{ id: 'cuped', name: 'Adjusted by the window before (CUPED)', ...write(cuped) }] : []),
            ],
          },
        ]}
      />
      <Relative effect={effect} metric={metric} better={plan.better} />
    </Panel>
  );
}

function cupedWords(cuped: CampaignReadOut['cuped']): string {
  if (!cuped.ok || cuped.varianceReduction < 0.01)
    return 'No gain from what the same customers did in the window before.';
  return `What the same customers did in the window before explains ${formatShare(cuped.varianceReduction)} of the variance.`;
}

/** On a scale of its own: a lift of control is many times the points. */
function Relative({ effect, metric, better }: { effect: Effect; metric: string; better: 'higher' | 'lower' }) {
  const { relative } = effect;
  if (!relative.ok) return null;
  const text = (value: number) => formatPoints(value, { unit: 'none' });
  const { relative: estimate, relativeLow: low, relativeHigh: high } = relative;
  return (
    <div className="border-t border-border">
      <ForestPlot
        ticks={[{ value: 0, label: 'control' }]}
        groups={[
          {
            id: 'relative',
            metric,
            note: 'relative to control, %',
            direction: better,
            arms: [
              {
                id: 'plain',
                name: 'Treatment',
                interval: { estimate, low, high, reference: 0 },
                estimate: text(estimate),
                ends: `${text(low)} to ${text(high)}`,
              },
            ],
          },
        ]}
      />
    </div>
  );
}
