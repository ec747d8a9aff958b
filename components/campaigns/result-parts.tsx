import { Check, Download, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { formatCount, formatP, formatShare } from '@/components/evidence/format';
import { ButtonLink } from '@/components/ui/button';
import { KeyValues, Panel } from '@/components/ui/panel';
import { Progress } from '@/components/ui/progress';
import type { CampaignResults } from '@/server/features/campaigns/schemas';
import { exportAddress } from './campaign-traces';

interface RowProps {
  ok: boolean;
  title: string;
  note: string;
  figure?: string;
}

function TrustRow({ ok, title, note, figure }: RowProps) {
  const Sign = ok ? Check : TriangleAlert;
  return (
    <li className="flex gap-3 border-b border-border px-4 py-2.5 last:border-b-0">
      <Sign
        className={`icon mt-0.5 ${ok ? 'text-good' : 'text-watch'}`}
        aria-label={ok ? 'in order' : 'look at this'}
      />
      <div className="min-w-0 flex-1">
        <div className="text-table font-medium">{title}</div>
        <div className="text-small text-muted">{note}</div>
      </div>
      {figure ? <div className="text-table text-text-2">{figure}</div> : null}
    </li>
  );
}

/** It took place elsewhere: its arms came as records, nothing was sent from here, and the plan was sealed after the launch. */
export const isAdopted = ({ campaign: { seal, launchedAt } }: CampaignResults): boolean =>
  seal !== null && launchedAt !== null && seal.at > launchedAt;

/** Share of the treated that may be missed before the effect of contact is much larger than that of trying. */
const largestMissed = 0.1;

/** Treated customers who were never reached: they stay in their arm, and the effect is smaller for it. */
function missedRows({ counts: { arms, handOvers } }: CampaignResults): RowProps[] {
  const missed = (handOvers.skipped ?? 0) + (handOvers.failed ?? 0);
  if (missed === 0) return [];
  return [
    {
      ok: missed <= largestMissed * arms.treatment,
      title: `${formatCount(missed)} of treatment not contacted`,
      note: 'they count as treated all the same: the effect is that of trying to reach them',
      figure: formatShare(missed / arms.treatment),
    },
  ];
}

/** Split, contamination and doubtful sends: what would make the answer worth less. */
export function TrustList({ results }: { results: CampaignResults }) {
  const { split, contamination, counts } = results;
  const uncertain = counts.handOvers.uncertain ?? 0;
  const rows: RowProps[] = [
    'ok' in split
      ? { ok: false, title: 'Nobody is assigned yet', note: 'the split is checked once customers have arms' }
      : {
          ok: !split.mismatch,
          title: split.mismatch ? 'Split not as planned' : 'Split as planned',
          note: `sample ratio: ${formatCount(split.arms.control)} control, ${formatCount(split.arms.treatment)} treatment`,
          figure: formatP(split.p),
        },
    {
      ok: contamination.length === 0,
      title:
        contamination.length === 0
          ? 'No customer in both arms'
          : `${formatCount(contamination.length)} joined across arms`,
      note:
        contamination.length === 0
          ? 'no merge joined customers of different arms'
          : `the earliest assignment counts: ${contamination
              .slice(0, 5)
              .map(({ externalId, kept }) => `${externalId} (${kept})`)
              .join(', ')}`,
    },
    ...(isAdopted(results)
      ? [
          {
            ok: false,
            title: 'Sealed after the launch',
            note: 'the plan was written down when the arms were imported, not before',
          },
        ]
      : []),
    isAdopted(results)
      ? { ok: true, title: 'Sent elsewhere', note: 'who was reached is not known here; everyone counts as assigned' }
      : {
          ok: uncertain === 0,
          title: uncertain === 0 ? 'Every send has an answer' : `${formatCount(uncertain)} sends without an answer`,
          note:
            uncertain === 0
              ? 'nobody may have been missed or reached twice'
              : 'they may have arrived and are never sent again by themselves',
        },
    ...missedRows(results),
  ];
  return (
    <Panel title="Can it be trusted?" flush>
      <ul>
        {rows.map((row) => (
          <TrustRow key={row.title} {...row} />
        ))}
      </ul>
    </Panel>
  );
}

const names: readonly [string, string][] = [
  ['sent', 'Sent'],
  ['planned', 'Planned'],
  ['claimed', 'On the way'],
  ['handing_over', 'Being handed over'],
  ['uncertain', 'Without an answer'],
  ['failed', 'Refused by the receiver'],
];

/** Contacts that have not ended. */
export const openHandOvers = ({ counts: { handOvers } }: Pick<CampaignResults, 'counts'>): number =>
  (['planned', 'claimed', 'handing_over'] as const).reduce((sum, state) => sum + (handOvers[state] ?? 0), 0);

/** How far the treated were reached, and why some were not. */
export function HandOverPanel({ results, slug }: { results: CampaignResults; slug: string }) {
  const { campaign, counts, skipped } = results;
  const due = counts.arms.treatment;
  const open = openHandOvers(results);
  const items: { term: ReactNode; value: ReactNode }[] = [
    ...names
      .filter(([state]) => (counts.handOvers[state] ?? 0) > 0)
      .map(([state, name]) => ({ term: name, value: formatCount(counts.handOvers[state] ?? 0) })),
    ...skipped.map(({ reason, customers }) => ({ term: `Not contacted: ${reason}`, value: formatCount(customers) })),
    ...(isAdopted(results) ? [{ term: 'Treatment, sent elsewhere', value: formatCount(counts.arms.treatment) }] : []),
    { term: 'Control, never contacted', value: formatCount(counts.arms.control) },
  ];
  return (
    <Panel
      title="Contact"
      sub="customers by what happened"
      actions={
        <ButtonLink size="small" prefetch={false} download href={exportAddress(slug, campaign.id, 'assignment')}>
          <Download aria-hidden /> Assignment as CSV
        </ButtonLink>
      }
    >
      <div className="flex flex-col gap-4">
        {open > 0 ? (
          <Progress
            label="Contacting the treated"
            value={due - open}
            total={due}
            done={`${formatCount(due - open)} of ${formatCount(due)} are done`}
            left={campaign.state === 'paused' ? 'paused' : `${formatCount(open)} to go`}
          />
        ) : null}
        <KeyValues items={items} />
      </div>
    </Panel>
  );
}
