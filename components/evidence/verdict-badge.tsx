import { ArrowDownRight, Check, EqualApproximately, Equal, TriangleAlert } from 'lucide-react';
import { cx } from '@/components/ui/cx';

export type Verdict = 'works' | 'harms' | 'no_difference_that_matters' | 'too_small_to_tell' | 'invalid';

const quiet = 'border-border-strong bg-sunken text-text-2';
const looks = {
  works: { word: 'Works', icon: Check, look: 'border-good-line bg-good-soft text-good-text' },
  harms: { word: 'Harms', icon: ArrowDownRight, look: 'border-risk-line bg-risk-soft text-risk-text' },
  no_difference_that_matters: { word: 'No difference that matters', icon: Equal, look: quiet },
  too_small_to_tell: { word: 'Too small to tell', icon: EqualApproximately, look: quiet },
  invalid: { word: 'Invalid', icon: TriangleAlert, look: 'border-watch-line bg-watch-soft text-watch-text' },
} as const;

/** One word on a campaign, with the reason beside it. */
export function VerdictBadge({ verdict, reason }: { verdict: Verdict; reason?: string }) {
  const { word, icon: Icon, look } = looks[verdict];
  return (
    <span className="inline-flex flex-wrap items-center gap-2">
      <span
        className={cx(
          'inline-flex h-[26px] items-center gap-1.5 rounded-sm border pr-2.5 pl-2 text-table font-semibold whitespace-nowrap',
          look,
        )}
      >
        <Icon className="icon" aria-hidden />
        {word}
      </span>
      {reason ? <span className="text-table text-muted">{reason}</span> : null}
    </span>
  );
}
