import type { Evidence } from './evidence';
import { formatInterval, nbsp } from './format';

/** A sentence in pieces: a figure can open its trace, an aside is muted. The same pieces give mail, labels and pages. */
export type Part = string | { figure: string; id?: string } | { aside: string };

/** The sentence without marks, for aria-labels, mails and titles. */
export const plainText = (parts: readonly Part[]): string =>
  parts.map((part) => (typeof part === 'string' ? part : 'figure' in part ? part.figure : part.aside)).join('');

/** "95 % interval 2.9 to 11.1" the first time on a page, "2.9 to 11.1" after. Say the level when it is not 95. */
export function intervalWords(
  ends: string,
  { first = true, level = 95 }: { first?: boolean; level?: number } = {},
): string {
  return first ? `${level}${nbsp}%${nbsp}interval ${ends}` : ends;
}

/** Ends of a difference told as a size: −11.1 to −2.9 "less" reads 2.9 to 11.1. */
export function sizeInterval(low: number, high: number, write: (end: number) => string): string {
  return high < 0 ? formatInterval(-high, -low, write) : formatInterval(low, high, write);
}

export interface Comparison {
  /** "Accounts that joined in July". */
  group: string;
  /** "stay", "spend", "leave": plural, present tense. */
  verb: string;
  /** "June’s". */
  reference: string;
  /** "three months". */
  period: string;
}

/** A difference whose interval leaves zero out. `size` is unsigned with its unit: "7.0 points". */
export function clearWords(about: Comparison, found: { size: string; side: 'above' | 'below'; ends: string }): Part[] {
  const figure = `${found.size} ${found.side === 'above' ? 'more' : 'less'}`;
  return [
    `${about.group} ${about.verb} `,
    { figure, id: 'difference' },
    ` than ${about.reference} after ${about.period} `,
    { aside: `(${intervalWords(found.ends)})` },
    '.',
  ];
}

/** Two groups whose difference holds zero, with what would not have shown. */
export function noiseWords(found: { a: string; b: string; ends: string; mde?: string; n?: string }): Part[] {
  const limit = found.mde && found.n ? ` An effect under ${found.mde} would not show with ${found.n} customers.` : '';
  return [
    `${found.a} and ${found.b} cannot be told apart from noise `,
    { aside: `(${intervalWords(found.ends)})` },
    `.${limit}`,
  ];
}

export function tooFewWords(found: { have: string; need: string; group: string; by?: string }): Part[] {
  const pace = found.by ? ` At the present pace that is ${found.by}.` : '';
  return [
    'Too few customers to say: ',
    { figure: found.have, id: 'customers' },
    ` of ${found.group}, at least ${found.need} are needed.${pace}`,
  ];
}

export function unfinishedWords(found: { period: string; done: number; total: number; unit?: string }): Part[] {
  return [`${found.period} is not finished; ${found.done} of ${found.total} ${found.unit ?? 'days'} are in.`];
}

export function refusalWords(found: {
  model: string;
  gate: string;
  have: string;
  need: string;
  fallback?: string;
}): Part[] {
  const fallback = found.fallback ? ` ${found.fallback} is used instead.` : '';
  return [
    `${found.model} is not shown: ${found.gate} is `,
    { figure: found.have, id: 'gate' },
    `, needs ${found.need}.${fallback}`,
  ];
}

/** One word for a table's last column. */
export function evidenceWord(evidence: Evidence): string {
  if (evidence.kind === 'clear') return evidence.side === 'above' ? 'higher' : 'lower';
  if (evidence.kind === 'too_few') return 'too few';
  return evidence.kind === 'plain' ? '' : evidence.kind;
}
