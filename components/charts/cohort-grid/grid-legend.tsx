import { type Figure, writeFigure } from '@/components/evidence/figure';
import { cx } from '@/components/ui/cx';
import { Legend } from '@/components/ui/panel';
import type { Domain, Period } from './grid-model';

const ramp = [1, 2, 3, 4, 5, 6, 7, 8, 9];
const swatch = 'inline-block h-2.5 rounded-(--radius-mark)';

interface GridLegendProps {
  domain: Domain | null;
  figure: Figure;
  by: Period;
  noun: string;
  need?: number;
  locale?: string;
}

/** The ramp with its ends printed, and what the hatches mean. Goes into the Panel's `actions`. */
export function GridLegend({ domain, figure, by, noun, need = 30, locale }: GridLegendProps) {
  const end = (value: number) => writeFigure(value, figure, { locale, n: 1 });
  return (
    <Legend>
      {domain ? (
        <span>
          {end(domain.min)}
          <span className="flex gap-px" aria-hidden>
            {ramp.map((step) => (
              <i key={step} className={cx(`heat-${step} h-2.5 w-[18px] max-md:w-3`)} />
            ))}
          </span>
          {end(domain.max)}
        </span>
      ) : null}
      <span>
        <i className={cx(swatch, 'heat-4 heat-open w-[18px]')} aria-hidden />
        {by} not finished
      </span>
      <span>
        <i className={cx(swatch, 'hatch-faint w-3.5 inset-ring inset-ring-border')} aria-hidden />
        fewer than {need} {noun}
      </span>
      {figure.kind === 'share' ? <span className="max-lg:hidden">small figures: 95 % interval</span> : null}
    </Legend>
  );
}
