import { Histogram } from '@/components/charts/histogram';
import { AnswerLine, Words } from '@/components/evidence/answer-line';
import { formatDate, formatMoment } from '@/components/evidence/dates';
import { formatCount } from '@/components/evidence/format';
import { plainText } from '@/components/evidence/words';
import { modelNames } from '@/components/clv/clv-words';
import { Page } from '@/components/shell/page';
import { UrlState } from '@/components/tables/url-state';
import { Method } from '@/components/ui/panel';
import { SegmentedLinks } from '@/components/ui/segmented';
import type { AtRiskPage, RiskRun, RiskState } from '@/server/features/risk/schemas';
import { AtRiskList } from './at-risk-list';
import { riskFollowUp, riskSentence, riskTraces } from './risk-words';
import { RiskNotReady } from './risk-not-ready';

interface RiskPageProps {
  workspace: { slug: string; currency: string; timezone: string };
  risk: RiskState;
  show: 'at_risk' | 'lost';
  first: AtRiskPage;
}

/** Who may leave, what would go with them, and why each stands where they stand. */
export function RiskPage({ workspace, risk, show, first }: RiskPageProps) {
  if (risk.state === 'ready') {
    return (
      <Page title="Risk">
        <Ready workspace={workspace} run={risk.run} show={show} first={first} />
      </Page>
    );
  }
  return (
    <Page title="Risk">
      <RiskNotReady slug={workspace.slug} risk={risk} />
    </Page>
  );
}

function Ready({ workspace, run, show, first }: Omit<RiskPageProps, 'risk'> & { run: RiskRun }) {
  const { slug, currency, timezone } = workspace;
  const sentence = riskSentence(run, currency);
  const still = run.customers - run.lost;
  return (
    <>
      <AnswerLine
        kick={`Next ${run.horizonDays} days from ${formatDate(run.from)}, ${modelNames[run.model]}`}
        next={riskFollowUp(run)}
      >
        <Words parts={sentence} traces={riskTraces(run, currency)} />
      </AnswerLine>
      <Histogram
        title="How likely customers are to leave"
        sub={`${formatCount(still)} customers by chance of leaving within ${run.horizonDays} days`}
        label={plainText(sentence)}
        bins={run.chances.map(({ from, customers }) => ({ from, to: from + 0.1, count: customers }))}
        figure={{ kind: 'share' }}
        noun="customers"
      />
      <SegmentedLinks
        label="Which customers"
        options={[
          { href: `/${slug}/risk`, label: `At risk · ${formatCount(still)}`, current: show === 'at_risk' },
          { href: `/${slug}/risk?show=lost`, label: `Lost · ${formatCount(run.lost)}`, current: show === 'lost' },
        ]}
      />
      <UrlState>
        <AtRiskList key={show} workspace={workspace} run={run} show={show} first={first} />
      </UrlState>
      <Method
        items={[
          {
            term: 'Value at risk',
            text: 'probability of being a customer × probability of leaving within the horizon × expected spend in it if they stay',
          },
          { term: 'Lost', text: 'under a probability of 10 % of still being a customer; nothing is at risk with them' },
          { term: 'Interval', text: '95 %, from not knowing the parameters; the model itself is taken as right' },
          { term: 'Scored', text: formatMoment(run.createdAt.getTime(), { timeZone: timezone }) },
        ]}
      />
    </>
  );
}
