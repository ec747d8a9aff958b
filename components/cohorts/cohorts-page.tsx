import { AnswerLine } from '@/components/evidence/answer-line';
import { AnswerPicture } from '@/components/evidence/answer-picture';
import { formatDate } from '@/components/evidence/dates';
import { formatCount, formatPoints } from '@/components/evidence/format';
import type { Change } from '@/components/evidence/stat-tile';
import { plainText } from '@/components/evidence/words';
import { Page } from '@/components/shell/page';
import { ButtonLink } from '@/components/ui/button';
import { Method, Panel, Split } from '@/components/ui/panel';
import { EmptyState } from '@/components/ui/states';
import {
  compareNeighbours,
  headlineChange,
  type NeighbourChange,
  usualComparison,
} from '@/server/features/cohorts/domain/compare';
import type { CohortGrid } from '@/server/features/cohorts/schemas';
import { ChangeTable } from './change-table';
import { addressOf, csvAddressOf } from './cohort-address';
import { CohortAnswer } from './cohort-answer';
import { CohortCurves } from './cohort-curves';
import { CohortPanel } from './cohort-panel';
import { CohortToolbar } from './cohort-toolbar';
import { cohortTraces } from './cohort-traces';
import { changeEnds, changeEvidence, changeInterval, cohortSentence, followUp, levelText } from './cohort-words';
import { shownPart } from './shown-part';

interface CohortsPageProps {
  workspace: { slug: string; currency: string; timezone: string };
  grid: CohortGrid;
  /** The sample workspace, when this is another. */
  sampleSlug: string | undefined;
}

interface EmptyCohortsProps extends Pick<CohortsPageProps, 'grid' | 'sampleSlug'> {
  slug: string;
}

/** Customers by when they entered: whether newer ones stay longer, the grid, the curves, each cohort against the one before. */
export function CohortsPage({ workspace, grid, sampleSlug }: CohortsPageProps) {
  const { slug, currency, timezone } = workspace;
  const { spec, cohorts, asOf } = grid;
  if (cohorts.length === 0) return <EmptyCohorts slug={slug} grid={grid} sampleSlug={sampleSlug} />;
  const isRetained = spec.measure === 'retained';
  const found = compareNeighbours(cohorts, usualComparison(cohorts));
  const change = isRetained ? headlineChange(found) : undefined;
  const sentence = cohortSentence(cohorts, spec, { found, change, currency });
  const customers = cohorts.reduce((sum, cohort) => sum + cohort.size, 0);
  const part = shownPart(cohorts);
  return (
    <Page
      title="Cohorts"
      actions={
        <ButtonLink href={csvAddressOf(slug, spec)} prefetch={false} download className="max-md:hidden">
          CSV
        </ButtonLink>
      }
    >
      <AnswerLine
        kick={`${formatCount(customers)} customers in ${formatCount(cohorts.length)} cohorts`}
        next={isRetained ? followUp(found, spec.by) : undefined}
        picture={change ? <ChangePicture change={change} label={plainText(sentence)} /> : undefined}
      >
        <CohortAnswer
          parts={sentence}
          traces={cohortTraces(grid, found, change)}
          spec={spec}
          cell={change}
          slug={slug}
          currency={currency}
        />
      </AnswerLine>
      <CohortToolbar slug={slug} spec={spec} asOf={asOf} />
      <CohortPanel
        slug={slug}
        spec={spec}
        currency={currency}
        part={part}
        label={plainText(sentence)}
        selected={change ? { start: change.start, period: change.period } : undefined}
        changes={isRetained ? changesOf(found.changes) : {}}
      />
      {isRetained ? (
        <Split kind="halves">
          <CohortCurves label={plainText(sentence)} cohorts={part.cohorts} by={spec.by} change={change} />
          <ChangeTable found={found} by={spec.by} />
        </Split>
      ) : null}
      <Method
        items={[
          {
            term: 'Cohort',
            text: `customers by the ${spec.by} of their ${spec.start === 'first_order' ? 'first purchase' : `first ${spec.start}`}, in ${timezone}`,
          },
          {
            term: 'Came back',
            text: `${spec.return === 'order' ? 'a purchase' : spec.return} in that ${spec.by}${spec.criteria === 'on_or_after' ? ' or a later one' : ''}`,
          },
          ...(isRetained
            ? [
                {
                  term: 'Intervals',
                  text: `Wilson at 95 % per cell; differences Newcombe at ${levelText(found.level)}, so that ${formatCount(found.compared)} looks keep 5 % (Benjamini–Hochberg)`,
                },
              ]
            : []),
          { term: 'Up to', text: formatDate(asOf) },
        ]}
      />
    </Page>
  );
}

const changesOf = (changes: readonly NeighbourChange[]): Record<string, Change> =>
  Object.fromEntries(
    changes.map((change) => [
      `${change.start}/${change.period}`,
      { evidence: changeEvidence(change), text: formatPoints(change.difference), against: 'vs the one before' },
    ]),
  );

function ChangePicture({ change, label }: { change: NeighbourChange; label: string }) {
  const [low, high] = changeEnds(change).split(' to ');
  return (
    <AnswerPicture
      interval={changeInterval(change)}
      direction="higher"
      label={label}
      labels={{
        estimate: formatPoints(change.difference),
        low: low ?? '',
        high: high ?? '',
        reference: 'no difference',
      }}
    />
  );
}

function EmptyCohorts({ slug, grid: { spec, asOf }, sampleSlug }: EmptyCohortsProps) {
  const asked = spec.start === 'first_order' ? 'orders' : `“${spec.start}” events`;
  // Nothing to choose from yet; what was chosen can be taken back.
  const isAsked = addressOf(slug, spec) !== `/${slug}/cohorts`;
  return (
    <Page title="Cohorts">
      <AnswerLine kick={`Up to ${formatDate(asOf)}`}>No customer has entered a cohort yet.</AnswerLine>
      {isAsked ? <CohortToolbar slug={slug} spec={spec} asOf={asOf} /> : null}
      <Panel>
        <EmptyState
          title={`There are no ${asked} up to this day`}
          action={
            <ButtonLink variant="primary" href={`/${slug}/data`}>
              Bring in a file
            </ButtonLink>
          }
          sample={
            sampleSlug ? <ButtonLink href={`/${sampleSlug}/cohorts`}>Open the sample workspace</ButtonLink> : null
          }
        >
          A cohort is the customers who entered in the same {spec.by}. With the first orders the grid draws itself.
        </EmptyState>
      </Panel>
    </Page>
  );
}
