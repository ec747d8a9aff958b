import { AnswerLine, Words } from '@/components/evidence/answer-line';
import { AnswerPicture } from '@/components/evidence/answer-picture';
import { formatDate } from '@/components/evidence/dates';
import { formatPoints } from '@/components/evidence/format';
import { Page } from '@/components/shell/page';
import { Method, Split } from '@/components/ui/panel';
import type { Role } from '@/server/auth/permissions';
import type { CohortComparison, Home } from '@/server/features/home/schemas';
import type { QueueState } from '@/server/features/queue/schemas';
import { Checklist } from './checklist';
import type { Step } from './checklist-steps';
import { DoNext } from './do-next';
import { HomeTiles } from './home-tiles';
import { homeTraces } from './home-traces';
import { comparedEvidence, comparedInterval, homeFollowUp, homeSentence } from './home-words';
import { MonthsChart } from './months-chart';
import { NewestCohorts } from './newest-cohorts';

interface HomePageProps {
  workspace: { slug: string; currency: string; timezone: string };
  role: Role;
  home: Home;
  queue: QueueState;
  /** Records that were refused; 0 for who may not see them. */
  rejected: number;
  members: number;
  steps: readonly Step[];
}

/** The first page: whether new customers come back, how the month goes, what to do next. */
export function HomePage({ workspace, role, home, queue, rejected, members, steps }: HomePageProps) {
  const { currency, timezone, slug } = workspace;
  const isYoung = steps.some((step) => !step.isDone && step.id !== 'colleague');
  return (
    <Page title="Home">
      <AnswerLine
        kick={`Up to ${formatDate(home.asOf)}`}
        next={homeFollowUp(home)}
        picture={home.comparison ? <ComparisonPicture found={home.comparison} /> : undefined}
      >
        <Words parts={homeSentence(home)} traces={homeTraces(home, currency)} />
      </AnswerLine>
      <HomeTiles home={home} risk={queue.risk} currency={currency} />
      <Split>
        {home.months.length > 0 ? (
          <MonthsChart months={home.months} soFar={home.soFar} currency={currency} />
        ) : (
          <NewestCohorts newest={home.newest} />
        )}
        {isYoung ? (
          <Checklist steps={steps} isMain={false} />
        ) : (
          <DoNext
            slug={slug}
            role={role}
            rejected={rejected}
            queue={queue}
            currency={currency}
            buyers={home.customers.buyers}
            readableCohort={home.readableCohort}
            members={members}
          />
        )}
      </Split>
      {home.months.length > 0 ? <NewestCohorts newest={home.newest} /> : null}
      <Method
        items={[
          { term: 'New customers', text: 'by the month of their first order; a later refund does not undo it' },
          { term: 'Intervals', text: 'Wilson for one share, Newcombe for a difference, 95 %' },
          { term: 'Net revenue', text: `refunds taken off when they happened, in ${currency}` },
          { term: 'Days', text: `in ${timezone}` },
        ]}
      />
    </Page>
  );
}

function ComparisonPicture({ found }: { found: CohortComparison }) {
  const interval = comparedInterval(found);
  if (comparedEvidence(found).kind === 'too_few') return null;
  const { estimate, low, high } = found.difference;
  const write = (value: number) => formatPoints(value, { n: interval.n, unit: 'none' });
  return (
    <AnswerPicture
      interval={interval}
      direction="higher"
      labels={{
        estimate: formatPoints(estimate, { n: interval.n }),
        low: write(low),
        high: write(high),
        reference: 'no difference',
      }}
      label={`Difference ${write(estimate)} points, 95 % interval ${write(low)} to ${write(high)}`}
    />
  );
}
