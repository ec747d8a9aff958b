import { type Answer, refuse } from '../answer';
import type { HoldoutResult } from './holdout';
import type { BtydName, FitResult, FittedModel } from './types';

const LEAST_HOLDOUT_WEEKS = 13;
const BIC_TIE = 2;
const LONG_NAMES: Readonly<Record<BtydName, string>> = {
  nbd: 'NBD',
  bgnbd: 'BG/NBD',
  mbgnbd: 'MBG/NBD',
  paretonbd: 'Pareto/NBD',
};
/** Models under which a customer without a repeat purchase may have left. */
const DOUBTS_SINGLE_BUYERS: ReadonlySet<BtydName> = new Set(['mbgnbd', 'paretonbd']);

export interface Candidate {
  readonly fit: FitResult;
  readonly holdout?: Pick<HoldoutResult, 'meanWeeklyError' | 'weeks'>;
}

export interface Choice {
  readonly chosen: BtydName;
  readonly rule: 'holdout' | 'bic' | 'only_admissible';
  /** One sentence for the page. */
  readonly why: string;
}

type Admissible = Candidate & { readonly fit: FittedModel };

function byHoldout(candidates: readonly Admissible[]): Choice | null {
  const tested = candidates.flatMap(({ fit, holdout }) =>
    holdout !== undefined && holdout.weeks >= LEAST_HOLDOUT_WEEKS ? [{ model: fit.model, ...holdout }] : [],
  );
  if (tested.length < candidates.length) return null;
  const [best, next] = tested.toSorted((a, b) => a.meanWeeklyError - b.meanWeeklyError);
  if (best === undefined || next === undefined) return null;
  const against = `${next.meanWeeklyError.toFixed(2)} of ${LONG_NAMES[next.model]}`;
  const error = `${best.meanWeeklyError.toFixed(2)} cumulative purchases a week against ${against}`;
  return {
    chosen: best.model,
    rule: 'holdout',
    why: `${LONG_NAMES[best.model]} missed the ${best.weeks} holdout weeks by least: ${error}.`,
  };
}

function byBic(candidates: readonly Admissible[]): Choice | null {
  const sorted = candidates.toSorted((a, b) => a.fit.bic - b.fit.bic);
  const least = sorted[0];
  if (least === undefined) return null;
  const ties = sorted.filter(({ fit }) => fit.bic - least.fit.bic < BIC_TIE);
  const best = ties.find(({ fit }) => DOUBTS_SINGLE_BUYERS.has(fit.model)) ?? least;
  const name = LONG_NAMES[best.fit.model];
  const why =
    best === least
      ? `${name} has the least BIC, ${least.fit.bic.toFixed(1)}; there is no holdout of ${LEAST_HOLDOUT_WEEKS} weeks.`
      : `${name} ties on BIC with ${LONG_NAMES[least.fit.model]} and allows that one-time buyers have left.`;
  return { chosen: best.fit.model, rule: 'bic', why };
}

/**
 * Picks one of the purchase models fitted to the same histories.
 * Inputs: candidates with their fits and, where there is one, their holdout.
 * Returns the choice and its reason: the least mean over holdout weeks of |predicted − actual| cumulative purchases
 * when every admissible fit has a holdout of ≥ 13 weeks, else the least BIC, where ties (difference below 2) go to
 * a model in which one-time buyers may have left. Fails: `no_admissible_model` (have 0, need 1).
 * Checked against: CDNOW (Pareto/NBD) and the no-dropout set of tests/golden/btyd.json (NBD).
 */
export function chooseModel(candidates: readonly Candidate[]): Answer<Choice, 'no_admissible_model'> {
  const admissible = candidates.filter((candidate): candidate is Admissible => candidate.fit.ok);
  const [only] = admissible;
  if (only === undefined) return refuse('no_admissible_model', 0, 1);
  if (admissible.length === 1 && candidates.length > 1) {
    const refused = candidates.filter(({ fit }) => !fit.ok).map(({ fit }) => LONG_NAMES[fit.model]);
    const why = `${LONG_NAMES[only.fit.model]} is the fallback: ${refused.join(', ')} could not be fitted to these data.`;
    return { ok: true, chosen: only.fit.model, rule: 'only_admissible', why };
  }
  const choice = byHoldout(admissible) ?? byBic(admissible);
  return choice === null ? refuse('no_admissible_model', 0, 1) : { ok: true, ...choice };
}
