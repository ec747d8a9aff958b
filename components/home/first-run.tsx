import { FlaskConical } from 'lucide-react';
import Link from 'next/link';
import { AnswerLine } from '@/components/evidence/answer-line';
import { Page } from '@/components/shell/page';
import { Panel, Split } from '@/components/ui/panel';
import { Checklist } from './checklist';
import type { Step } from './checklist-steps';
import { RefreshOften } from './refresh-often';

interface FirstRunProps {
  steps: readonly Step[];
  /** What is under way: "Importing, 64 %"; undefined while nothing has arrived. */
  underWay: string | undefined;
  sampleSlug: string | undefined;
}

/** The first page of a workspace where nothing can be read yet: the way to a first answer. */
export function FirstRun({ steps, underWay, sampleSlug }: FirstRunProps) {
  return (
    <Page title="Home">
      {underWay ? <RefreshOften /> : null}
      <AnswerLine
        kick={`First run · ${steps.filter((step) => step.isDone).length} of ${steps.length} done`}
        next={
          underWay
            ? 'You can leave this page; what is under way goes on and survives a reload.'
            : 'One row an order is enough: who bought, when, and for how much.'
        }
      >
        {underWay
          ? `${underWay}. The first answers appear here as soon as the rows are in.`
          : 'Nothing has arrived yet. The first answer is one file away.'}
      </AnswerLine>
      <Split>
        <Checklist steps={steps} isMain />
        <div className="flex min-w-0 flex-col gap-4">
          <ComingUp />
          {sampleSlug ? <WhileYouWait sampleSlug={sampleSlug} /> : null}
        </div>
      </Split>
    </Page>
  );
}

const ghostRows = [6, 5, 4, 3, 2, 1];
const columns = 6;

function ComingUp() {
  return (
    <Panel title="Coming up" sub="who comes back, by month">
      <svg viewBox="0 0 300 126" className="block w-full" aria-hidden>
        {ghostRows.flatMap((cells, row) =>
          Array.from({ length: columns }, (_, cell) => (
            <rect
              key={`${row}-${cell}`}
              x={cell * 50 + 1}
              y={row * 21 + 1}
              width="47"
              height="18"
              rx="2.5"
              className={cell < cells ? 'fill-none stroke-border-strong' : 'fill-none stroke-transparent'}
              strokeDasharray="3 3"
            />
          )),
        )}
      </svg>
      <p className="mt-3 text-small text-muted">
        New customers by the month they first bought in. Cells stay empty until their records arrive; nothing is
        guessed.
      </p>
    </Panel>
  );
}

function WhileYouWait({ sampleSlug }: { sampleSlug: string }) {
  return (
    <Panel title="While you wait" flush>
      <Link
        href={`/${sampleSlug}`}
        className="flex gap-3 px-4 py-3 text-table hover:bg-sunken focus-visible:-outline-offset-2"
      >
        <FlaskConical className="icon mt-0.5 text-muted" aria-hidden />
        <span>
          <b className="block font-medium">Look around the sample workspace</b>
          <span className="block text-small text-muted">The same screens, full of data</span>
        </span>
      </Link>
    </Panel>
  );
}
