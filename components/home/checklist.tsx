import { Check } from 'lucide-react';
import { ButtonLink } from '@/components/ui/button';
import { cx } from '@/components/ui/cx';
import { Panel } from '@/components/ui/panel';
import type { Step } from './checklist-steps';

interface ChecklistProps {
  steps: readonly Step[];
  /** Its next step carries the page's one primary button. */
  isMain: boolean;
}

/** The way to a first answer: what is done, what comes next, what waits. */
export function Checklist({ steps, isMain }: ChecklistProps) {
  const next = steps.find((step) => !step.isDone && step.action);
  const done = steps.filter((step) => step.isDone).length;
  return (
    <Panel title="Get to a first answer" sub={`${done} of ${steps.length} done`} flush>
      <ol>
        {steps.map((step, index) => (
          <li
            key={step.id}
            className="flex items-start gap-3 border-b border-border px-4 py-3.5 text-table last:border-b-0"
          >
            <StepSign index={index} isDone={step.isDone} isNext={step === next} />
            <div className="min-w-0 flex-1">
              <h3 className={cx('font-medium', !step.isDone && step !== next && 'text-text-2')}>{step.title}</h3>
              <p className="mt-0.5 text-muted">{step.note}</p>
            </div>
            {step.action ? (
              <ButtonLink
                href={step.action.href}
                size="small"
                variant={step.isDone ? 'quiet' : step === next && isMain ? 'primary' : 'secondary'}
              >
                {step.action.label}
                <span className="sr-only">: {step.title}</span>
              </ButtonLink>
            ) : null}
          </li>
        ))}
      </ol>
    </Panel>
  );
}

function StepSign({ index, isDone, isNext }: { index: number; isDone: boolean; isNext: boolean }) {
  const look = isDone
    ? 'border-good-line bg-good-soft text-good-text'
    : isNext
      ? 'border-accent bg-accent text-on-accent'
      : 'border-border-strong text-muted';
  return (
    <span
      className={cx('grid size-6 shrink-0 place-items-center rounded-full border text-small font-medium', look)}
      role="img"
      aria-label={isDone ? 'done' : `step ${index + 1}`}
    >
      {isDone ? <Check className="icon-s" aria-hidden /> : index + 1}
    </span>
  );
}
