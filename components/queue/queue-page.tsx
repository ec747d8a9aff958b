import { AnswerLine, Words } from '@/components/evidence/answer-line';
import { formatDate, formatMoment } from '@/components/evidence/dates';
import { RiskNotReady } from '@/components/risk/risk-not-ready';
import { worthInterval } from '@/components/risk/risk-words';
import { ShareBar } from '@/components/segments/share-bar';
import { Page } from '@/components/shell/page';
import { Method } from '@/components/ui/panel';
import type { QueuePage as Rows, QueueState } from '@/server/features/queue/schemas';
import type { RiskRun } from '@/server/features/risk/schemas';
import { QueueList } from './queue-list';
import { queueSentence, queueTraces } from './queue-words';

interface QueuePageProps {
  workspace: { slug: string; currency: string; timezone: string };
  queue: QueueState;
  first: Rows;
}

/** Whom to turn to first: customers by what may be lost with them, each with the reason. */
export function QueuePage({ workspace, queue, first }: QueuePageProps) {
  const { risk } = queue;
  return (
    <Page title="Queue">
      {risk.state === 'ready' ? (
        <Ready workspace={workspace} queue={queue} run={risk.run} first={first} />
      ) : (
        <RiskNotReady slug={workspace.slug} risk={risk} />
      )}
    </Page>
  );
}

function Ready({ workspace, queue, run, first }: QueuePageProps & { run: RiskRun }) {
  const { currency, timezone } = workspace;
  return (
    <>
      <AnswerLine
        kick={`${formatDate(run.from)}, the last day with records`}
        next={followUp(run, currency)}
        picture={
          <ShareBar count={queue.halfHeldBy} base={run.customers - run.lost} says="hold half of the value at risk" />
        }
      >
        <Words parts={queueSentence(run, queue, currency)} traces={queueTraces(run, queue, currency)} />
      </AnswerLine>
      <QueueList workspace={workspace} run={run} usualChance={queue.usualChance} first={first} />
      <Method
        items={[
          {
            term: 'Value at risk',
            text: 'chance of leaving within the horizon × expected spend in it if they stay',
          },
          { term: 'Interval', text: '95 %, from not knowing the parameters; the line marks the usual chance' },
          { term: 'Touched', text: 'the newest ticket, chat, survey answer or message of a campaign' },
          { term: 'Scored', text: formatMoment(run.createdAt.getTime(), { timeZone: timezone }) },
        ]}
      />
    </>
  );
}

function followUp(run: RiskRun, currency: string): string {
  const lost = `Customers who have most likely left already are not in it; they are on the Risk page.`;
  return run.interval.ok
    ? `Value at risk is the chance of leaving × what they would spend; interval ${worthInterval(run, run.interval, currency)}. ${lost}`
    : `Value at risk is the chance of leaving × what they would spend. ${lost}`;
}
