'use client';

import { formatDate } from '@/components/evidence/dates';
import { formatCount, formatShare } from '@/components/evidence/format';
import { Chip } from '@/components/ui/chip';
import { KeyValues, Panel } from '@/components/ui/panel';
import type { Measurability } from '@/server/features/campaigns/schemas';
import { levelText, refusalText, sizeText } from './campaign-words';
import type { SetValue } from './builder-fields';
import type { DraftValues } from './draft-values';
import { planOf } from './measure-words';

interface MeasurePanelProps {
  found: Measurability | undefined;
  values: DraftValues;
  currency: string;
  set: SetValue;
}

const chips = {
  yes: <Chip tone="good">yes</Chip>,
  only_if_large: <Chip tone="watch">only if large</Chip>,
  no: <Chip tone="neutral">no</Chip>,
};

/** The smallest visible effect, the chance of seeing others, and what another control share would do. */
export function MeasurePanel({ found, values, currency, set }: MeasurePanelProps) {
  if (!found || found.customers === 0)
    return (
      <Panel title="Can this be measured?">
        <p className="text-table text-muted">
          {found
            ? 'The answer stands here as soon as somebody is in the audience.'
            : 'The answer stands here as soon as the plan is complete.'}
        </p>
      </Panel>
    );
  const plan = planOf(values);
  return (
    <Panel
      title="Can this be measured?"
      actions={chips[found.answer]}
      foot="The plan is sealed at launch and cannot be changed after."
    >
      <div className="flex flex-col gap-5">
        {found.power.length > 1 && found.mde.ok ? (
          <PowerCurve found={found} mde={found.mde.effect} write={(effect) => sizeText(effect, plan, currency)} />
        ) : null}
        <ShareChoices found={found} values={values} set={set} write={(effect) => sizeText(effect, plan, currency)} />
        <KeyValues
          items={[
            {
              term: `Baseline, ${formatDate(found.from)} to ${formatDate(found.until)}`,
              value: levelText(found.baseline, plan, currency),
            },
            { term: 'Customers', value: formatCount(found.customers) },
            {
              term: 'Control, treatment',
              value: `${formatCount(found.arms.control)}, ${formatCount(found.arms.treatment)}`,
            },
            {
              term: 'Smallest visible effect',
              value: found.mde.ok ? sizeText(found.mde.effect, plan, currency) : refusalText(found.mde),
            },
            { term: 'Test', value: `two-sided, α 5 %, power 80 %${found.mde.ok ? `, ${found.mde.formula}` : ''}` },
            {
              term: 'Gain from the window before (CUPED)',
              value: found.explained < 0.01 ? 'none' : `explains ${formatShare(found.explained)} of the variance`,
            },
          ]}
        />
      </div>
    </Panel>
  );
}

interface ChoicesProps extends Pick<MeasurePanelProps, 'values' | 'set'> {
  found: Measurability;
  write: (effect: number) => string;
}

function ShareChoices({ found, values, set, write }: ChoicesProps) {
  return (
    <div>
      <p className="mb-2 text-small text-muted">Control share and the smallest effect you would see</p>
      <div className="grid grid-cols-4 gap-2 max-md:grid-cols-2">
        {found.byControlShare.map(({ controlShare, effect }) => {
          const percent = String(Math.round(100 * controlShare));
          const isCurrent = Number(values.controlPercent) === Number(percent);
          return (
            <button
              key={percent}
              type="button"
              aria-pressed={isCurrent}
              onClick={() => set('controlPercent', percent)}
              className="rounded-md border border-border px-3 py-2 text-left hover:border-muted aria-pressed:border-accent aria-pressed:bg-accent-soft"
            >
              <span className="block text-small text-muted">{percent} %</span>
              <span className="block text-table font-medium">{effect === null ? 'nothing' : write(effect)}</span>
            </button>
          );
        })}
      </div>
    </div>
  );
}

const [wide, high, left, bottom] = [420, 170, 40, 28];

/** Chance of seeing a true effect, by its size; the smallest visible one is marked at 80 %. */
function PowerCurve({ found, mde, write }: { found: Measurability; mde: number; write: (effect: number) => string }) {
  const most = Math.max(...found.power.map(({ effect }) => effect));
  const x = (effect: number) => left + ((wide - left - 8) * effect) / most;
  const y = (chance: number) => 8 + (high - bottom - 8) * (1 - chance);
  const line = found.power.map(({ effect, chance }) => `${x(effect).toFixed(1)},${y(chance).toFixed(1)}`).join(' ');
  return (
    <svg
      viewBox={`0 0 ${wide} ${high}`}
      className="w-full"
      role="img"
      aria-label={`An effect of ${write(mde)} is seen 8 times in 10`}
    >
      <rect x={x(mde)} y={8} width={wide - 8 - x(mde)} height={high - bottom - 8} className="fill-accent-soft" />
      {[0, 0.5, 0.8, 1].map((chance) => (
        <g key={chance}>
          <line x1={left} x2={wide - 8} y1={y(chance)} y2={y(chance)} className="stroke-border" />
          <text x={left - 6} y={y(chance) + 4} textAnchor="end" className="fill-muted text-micro">
            {formatShare(chance, { n: 1 })}
          </text>
        </g>
      ))}
      <polyline points={line} fill="none" strokeWidth="2" className="stroke-accent" />
      <circle cx={x(mde)} cy={y(0.8)} r="4" className="fill-accent" />
      <text x={Math.min(x(mde) + 8, wide - 90)} y={y(0.8) + 18} className="fill-text text-micro">
        {write(mde)}
      </text>
      <text x={left} y={high - 8} className="fill-muted text-micro">
        0
      </text>
      <text x={wide - 8} y={high - 8} textAnchor="end" className="fill-muted text-micro">
        true effect {write(most)}
      </text>
    </svg>
  );
}
