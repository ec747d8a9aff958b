import { usualNeed } from '@/components/evidence/evidence';
import { formatCount, formatInterval, formatShare } from '@/components/evidence/format';
import { intervalWords, type Part } from '@/components/evidence/words';
import type { CustomerSummary } from '@/server/features/customers/schemas';

const people = (count: number) => `${formatCount(count)} ${count === 1 ? 'customer' : 'customers'}`;

/** The headline of the list: how many customers there are, and how many of them came back to buy again. */
export function customerListSentence({ customers, buyers, repeatBuyers, repeatShare }: CustomerSummary): Part[] {
  if (customers === 0) return ['Nobody is here yet. Bring in a file of orders, and everyone in it appears.'];
  const all: Part = { figure: people(customers), id: 'customers' };
  if (buyers === 0) return [all, '; none of them has bought anything yet.'];
  const ofWhom = buyers === customers ? ', ' : `; ${formatCount(buyers)} bought, `;
  const repeat: Part = { figure: formatCount(repeatBuyers), id: 'repeat' };
  const sentence: Part[] = [all, ofWhom, repeat, ' of them bought more than once'];
  if (!repeatShare.ok || buyers < usualNeed) return [...sentence, '.'];
  const ends = formatInterval(repeatShare.ciLow, repeatShare.ciHigh, (end) =>
    formatShare(end, { n: buyers, unit: false }),
  );
  return [
    ...sentence,
    `: ${formatShare(repeatShare.share, { n: buyers })} `,
    { aside: `(${intervalWords(ends)})` },
    '.',
  ];
}

/** The headline of the list of one segment. */
export const segmentSentence = (inside: number, everyone: number): Part[] => [
  { figure: people(inside) },
  ` ${inside === 1 ? 'is' : 'are'} in this segment, ${formatShare(inside / Math.max(1, everyone), { n: everyone })} of ${formatCount(everyone)}.`,
];

/** The address of the CSV of what a list shows. */
export function customersCsvHref(slug: string, asked: Readonly<Record<string, string | boolean | undefined>>): string {
  const given = Object.entries(asked).flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [[name, String(value)]],
  );
  return `/api/customers/${slug}?${new URLSearchParams(given)}`;
}
