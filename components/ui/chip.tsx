import { Check, Eye, Info, Plus, TrendingDown } from 'lucide-react';
import type { ComponentType, ReactNode } from 'react';
import { cx } from './cx';

export type ChipTone = 'neutral' | 'accent' | 'risk' | 'watch' | 'good' | 'note' | 'add';

const tones: Record<ChipTone, string> = {
  neutral: 'border-border bg-surface text-text-2',
  accent: 'border-accent-line bg-accent-soft text-accent-text',
  risk: 'border-risk-line bg-risk-soft text-risk-text',
  watch: 'border-watch-line bg-watch-soft text-watch-text',
  good: 'border-good-line bg-good-soft text-good-text',
  note: 'border-note-line bg-note-soft text-note-text',
  add: 'border-dashed border-border-strong bg-surface text-text-2',
};
// A meaning colour never stands alone: these tones bring their sign unless another is given.
const signs: Partial<Record<ChipTone, ComponentType<{ className?: string; 'aria-hidden'?: boolean }>>> = {
  risk: TrendingDown,
  watch: Eye,
  good: Check,
  note: Info,
  add: Plus,
};

interface ChipProps {
  tone?: ChipTone;
  icon?: ReactNode;
  className?: string;
  children: ReactNode;
}

export function Chip({ tone = 'neutral', icon, className, children }: ChipProps) {
  const Sign = signs[tone];
  return (
    <span
      className={cx(
        'inline-flex h-[22px] shrink-0 items-center gap-1 rounded-sm border px-[7px] text-small whitespace-nowrap [&_svg]:size-[13px] [&_svg]:shrink-0',
        tones[tone],
        className,
      )}
    >
      {icon ?? (Sign ? <Sign aria-hidden /> : null)}
      {children}
    </span>
  );
}

export type RiskLevel = 'risk' | 'watch' | 'healthy';

/** A level with its word and figure: "risk 41 %". */
export function RiskChip({ level, figure }: { level: RiskLevel; figure?: string }) {
  return <Chip tone={level === 'healthy' ? 'good' : level}>{figure ? `${level} ${figure}` : level}</Chip>;
}
