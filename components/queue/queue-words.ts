import { formatCount } from '@/components/evidence/format';
import type { Part } from '@/components/evidence/words';
import { riskTraces, worth } from '@/components/risk/risk-words';
import type { Trace } from '@/components/shell/trace';
import type { LastTouch, QueueState } from '@/server/features/queue/schemas';
import type { RiskRun } from '@/server/features/risk/schemas';

/** The headline: how many hold how much, and how few of them hold half. */
export function queueSentence(run: RiskRun, { halfHeldBy }: Pick<QueueState, 'halfHeldBy'>, currency: string): Part[] {
  const still = run.customers - run.lost;
  if (run.atRisk <= 0 || still === 0) return ['Nobody is waiting: nothing is at risk.'];
  const half: Part[] =
    halfHeldBy < still ? ['; the first ', { figure: formatCount(halfHeldBy), id: 'half' }, ' hold half of it'] : [];
  return [
    { figure: `${formatCount(still)} customers`, id: 'customers' },
    ' hold ',
    { figure: worth(run.atRisk, run, currency), id: 'total' },
    ` at risk over the next ${run.horizonDays} days`,
    ...half,
    '.',
  ];
}

const touchNames: Record<LastTouch['kind'], string> = {
  ticket: 'ticket',
  conversation: 'chat',
  response: 'survey',
  message: 'campaign',
};

const daysBefore = (at: string, asOf: string): number =>
  Math.max(0, Math.floor((Date.parse(`${asOf}T23:59:59Z`) - Date.parse(at)) / 86_400_000));

/** "12 d, ticket", counted to the last day that is known; "never" where nobody spoke. */
export const touchText = (touch: LastTouch | null, asOf: string): string =>
  touch === null ? 'never' : `${formatCount(daysBefore(touch.at, asOf))} d, ${touchNames[touch.kind]}`;

export function queueTraces(
  run: RiskRun,
  { halfHeldBy }: Pick<QueueState, 'halfHeldBy'>,
  currency: string,
): Record<string, Trace> {
  const { total, ...more } = riskTraces(run, currency);
  if (!total) return more;
  const { facts, model } = total;
  const of = (title: string, value: number, meaning: string): Trace => ({
    title,
    value: formatCount(value),
    meaning,
    facts,
    ...(model && { model }),
  });
  return {
    total,
    customers: of(
      'In the queue',
      run.customers - run.lost,
      'Everyone who has ordered and has a chance of 10 % or more of still being a customer.',
    ),
    half: of(
      'Hold half of it',
      halfHeldBy,
      'Customers in the order of this list until what they have at risk together reaches half of what everyone has.',
    ),
  };
}
