import { Histogram } from '@/components/charts/histogram';
import { AnswerLine, Words } from '@/components/evidence/answer-line';
import { AnswerPicture } from '@/components/evidence/answer-picture';
import { formatDate, formatMoment } from '@/components/evidence/dates';
import { formatCount } from '@/components/evidence/format';
import { plainText } from '@/components/evidence/words';
import { Page } from '@/components/shell/page';
import { ButtonLink } from '@/components/ui/button';
import { Method, Panel, Split } from '@/components/ui/panel';
import { EmptyState, GhostBars } from '@/components/ui/states';
import { can, type Role } from '@/server/auth/permissions';
import type { FitView } from '@/server/features/clv';
import type { ClvRun } from '@/server/features/clv/schemas';
import { CandidateTable } from './candidate-table';
import { backTestWords, money, moneyEnds, valueSentence } from './clv-words';
import { clvTraces } from './clv-traces';
import { FitForm, type FitPeriods } from './fit-form';
import { FitStatus } from './fit-status';
import { FrequencyTable } from './frequency-table';
import { HoldoutChart } from './holdout-chart';
import { ModelPanel } from './model-panel';
import { SpendPanel } from './spend-panel';
import { ValueTiles } from './value-tiles';

interface ValuePageProps {
  workspace: { slug: string; currency: string; timezone: string; role: Role | undefined };
  /** Minor units in one unit of the workspace's currency. */
  minorPerUnit: number;
  run: ClvRun | undefined;
  /** The fit that was asked for last. */
  fit: FitView | null;
  suggested: FitPeriods | undefined;
  /** The sample workspace, when this is another. */
  sampleSlug: string | undefined;
}

/** What customers are worth in the months to come, by the model that did best on days that it had not seen. */
export function ValuePage({ workspace, minorPerUnit, run, fit, suggested, sampleSlug }: ValuePageProps) {
  const mayRun = workspace.role === undefined || can(workspace.role, 'clv:run');
  if (!suggested) return <NoPurchases slug={workspace.slug} sampleSlug={sampleSlug} />;
  const form = mayRun ? (
    <FitForm periods={run ? { ...suggested, ...periodsOf(run) } : suggested} isFirst={run === undefined} known={fit} />
  ) : null;
  if (!run) {
    return (
      <Page title="Value" actions={form}>
        <AnswerLine kick={`Purchases from ${formatDate(suggested.first)} to ${formatDate(suggested.last)}`}>
          No model has been fitted yet.
        </AnswerLine>
        <FitStatus known={fit} mayRun={mayRun} />
        <Panel>
          <EmptyState title="See what customers will be worth" picture={<GhostBars />}>
            Four models of purchases are fitted to the first part of history and compared on the rest, which they have
            not seen. {mayRun ? 'Choose the days above, or take those suggested.' : 'An analyst or admin can start it.'}
          </EmptyState>
        </Panel>
      </Page>
    );
  }
  return (
    <Page title="Value" actions={form}>
      <FitStatus known={fit} mayRun={mayRun} />
      <RunView workspace={workspace} minorPerUnit={minorPerUnit} run={run} />
    </Page>
  );
}

const periodsOf = ({ input }: ClvRun) => ({
  calibrateUntil: input.calibrateUntil,
  holdoutUntil: input.holdoutUntil ?? '',
});

function RunView({
  workspace,
  minorPerUnit,
  run,
}: {
  workspace: ValuePageProps['workspace'];
  minorPerUnit: number;
  run: ClvRun;
}) {
  const { currency, timezone } = workspace;
  const about = { currency, minorPerUnit };
  const sentence = valueSentence(run, about);
  const label = plainText(sentence);
  const value = run.forecast?.value;
  return (
    <>
      <AnswerLine
        kick={`Expected spend, ${run.forecast ? `${run.forecast.horizonWeeks} weeks from ${formatDate(run.forecast.from)}` : 'not shown'}`}
        next={backTestWords(run)}
        picture={value ? <TotalPicture value={value} about={about} label={label} /> : undefined}
      >
        <Words parts={sentence} traces={clvTraces(run, about)} />
      </AnswerLine>
      <ValueTiles run={run} currency={currency} minorPerUnit={minorPerUnit} />
      <Split>
        {value ? (
          <Histogram
            title="How value is spread"
            sub="customers by expected spend"
            label={label}
            bins={value.bins.map((bin) => ({
              from: bin.from * minorPerUnit,
              to: bin.to * minorPerUnit,
              count: bin.customers,
            }))}
            figure={{ kind: 'money', currency }}
            noun="customers"
            markers={[
              {
                value: value.median * minorPerUnit,
                label: `median ${money(value.median, currency, minorPerUnit)}`,
                side: 'left',
              },
              {
                value: value.mean * minorPerUnit,
                label: `mean ${money(value.mean, currency, minorPerUnit)}`,
                dashed: true,
              },
            ]}
          />
        ) : (
          <SpendPanel spend={run.spend} currency={currency} minorPerUnit={minorPerUnit} />
        )}
        <ModelPanel run={run} timezone={timezone} />
      </Split>
      <CandidateTable run={run} />
      {run.holdout ? (
        <Split kind="halves">
          <HoldoutChart run={run} label={backTestWords(run)} />
          <FrequencyTable rows={run.holdout.byFrequency} />
        </Split>
      ) : null}
      {value ? <SpendPanel spend={run.spend} currency={currency} minorPerUnit={minorPerUnit} wide /> : null}
      <Method
        items={[
          { term: 'Value', text: 'expected purchases × expected spend a purchase, not discounted' },
          {
            term: 'Intervals',
            text: 'the total’s 95 % holds chance and the uncertainty of the fitted parameters of purchases; the model itself and the spend of a purchase are taken as right',
          },
          { term: 'Purchases', text: 'of one day count once; refunds lower spent money, not expected spend' },
          {
            term: 'Fitted',
            text: `${formatMoment(run.createdAt.getTime(), { timeZone: timezone })}, ${formatCount(run.customers)} customers`,
          },
        ]}
      />
    </>
  );
}

type Forecast = NonNullable<NonNullable<ClvRun['forecast']>['value']>;

/** The total with its prediction interval. */
function TotalPicture({
  value,
  about,
  label,
}: {
  value: Forecast;
  about: Parameters<typeof moneyEnds>[2];
  label: string;
}) {
  const [low = '', high = ''] = moneyEnds(value.totalLow, value.totalHigh, about).split(' to ');
  return (
    <AnswerPicture
      interval={{ estimate: value.total, low: value.totalLow, high: value.totalHigh }}
      direction="higher"
      labels={{ estimate: money(value.total, about.currency, about.minorPerUnit), low, high }}
      label={label}
    />
  );
}

function NoPurchases({ slug, sampleSlug }: { slug: string; sampleSlug: string | undefined }) {
  return (
    <Page title="Value">
      <AnswerLine kick="Expected spend">Nothing can be said about value before there are orders.</AnswerLine>
      <Panel>
        <EmptyState
          title="No orders yet"
          picture={<GhostBars />}
          action={
            <ButtonLink variant="primary" href={`/${slug}/data`}>
              Bring in a file
            </ButtonLink>
          }
          sample={sampleSlug ? <ButtonLink href={`/${sampleSlug}/value`}>Open the sample workspace</ButtonLink> : null}
        >
          A few hundred buyers with half a year of history are enough for a first model; the page says how far you are.
        </EmptyState>
      </Panel>
    </Page>
  );
}
