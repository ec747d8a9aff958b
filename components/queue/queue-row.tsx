import Link from 'next/link';
import { formatInterval, formatRange, formatShare } from '@/components/evidence/format';
import { IntervalBar } from '@/components/evidence/interval-bar';
import type { Scale } from '@/components/evidence/interval-layout';
import { nameOf } from '@/components/risk/at-risk-columns';
import { reasonOf, worth } from '@/components/risk/risk-words';
import { cx } from '@/components/ui/cx';
import type { QueueRow as Row } from '@/server/features/queue/schemas';
import type { RiskRun } from '@/server/features/risk/schemas';
import { touchText } from './queue-words';

/** Rank, name and reason (the last order is in it), value at risk, chance, last touch: the columns of head and rows. */
export const queueColumns =
  'grid grid-cols-[28px_minmax(0,1fr)_auto] gap-x-3 px-4 md:grid-cols-[28px_minmax(0,1fr)_136px_118px_92px]';

export interface QueueScene {
  slug: string;
  currency: string;
  run: Pick<RiskRun, 'measure' | 'horizonDays' | 'from'>;
  usualChance: number;
  scale: Scale;
  /** What the first of the list has at risk: the length of the longest bar. */
  most: number;
}

interface QueueRowProps {
  row: Row;
  rank: number;
  scene: QueueScene;
  selected: boolean;
  onSelect(): void;
}

export function QueueRow({ row, rank, scene, selected, onSelect }: QueueRowProps) {
  const { slug, currency, run, most } = scene;
  return (
    <li
      onClick={onSelect}
      className={cx(
        queueColumns,
        'relative min-h-14 items-center border-b border-border py-2 text-table last:border-b-0',
        selected ? 'bg-selected shadow-[inset_2px_0_0_var(--accent)]' : 'hover:bg-hover',
      )}
    >
      <span className="text-muted tabular-nums">{rank}</span>
      <div className="min-w-0">
        <Link
          href={`/${slug}/customers/${row.id}`}
          data-rank={rank}
          aria-current={selected ? 'true' : undefined}
          onFocus={onSelect}
          className="block truncate font-medium hover:underline max-lg:after:absolute max-lg:after:inset-0"
        >
          {nameOf(row)}
        </Link>
        <p className="line-clamp-2 text-small text-text-2">{reasonOf(row)}</p>
        <p className="text-small text-muted md:hidden">{phoneLine(row, run)}</p>
      </div>
      <div className="flex items-center justify-between gap-3 max-md:self-start">
        <ValueBar share={most > 0 ? row.atRisk / most : 0} />
        <span className="font-medium tabular-nums">{worth(row.atRisk, run, currency)}</span>
      </div>
      <Chance row={row} scene={scene} />
      <span className="text-right text-text-2 max-md:hidden">{touchText(row.lastTouch, run.from)}</span>
    </li>
  );
}

const whole = (share: number) => formatShare(share, { n: 1 });

function phoneLine(row: Row, run: QueueScene['run']): string {
  const ends =
    row.chanceLow === null || row.chanceHigh === null
      ? ''
      : ` (${formatInterval(row.chanceLow, row.chanceHigh, (end) => formatShare(end, { n: 1, unit: false }))})`;
  return `${whole(row.chance)} may leave${ends} · touched ${touchText(row.lastTouch, run.from)}`;
}

function ValueBar({ share }: { share: number }) {
  return (
    <svg viewBox="0 0 56 6" className="h-1.5 w-14 shrink-0 max-md:hidden" aria-hidden>
      <rect width="56" height="6" rx="2" className="fill-sunken" />
      <rect width={Math.max(2, 56 * share)} height="6" rx="2" className="fill-text-2" />
    </svg>
  );
}

function Chance({ row, scene }: { row: Row; scene: QueueScene }) {
  const { chance, chanceLow: low, chanceHigh: high } = row;
  if (low === null || high === null) return <span className="text-right max-md:hidden">{whole(chance)}</span>;
  const ends = formatRange(low, high, (end) => formatShare(end, { n: 1, unit: false }));
  return (
    <div className="max-md:hidden">
      <div className="flex justify-between gap-2 leading-4 tabular-nums">
        <span className="font-medium">{whole(chance)}</span>
        <span className="text-small text-muted">{ends}</span>
      </div>
      <IntervalBar
        interval={{ estimate: chance, low, high, reference: scene.usualChance }}
        direction="lower"
        scale={scene.scale}
        width={118}
        label={`${whole(chance)}, 95 % interval ${ends} %, usual ${whole(scene.usualChance)}`}
      />
    </div>
  );
}
