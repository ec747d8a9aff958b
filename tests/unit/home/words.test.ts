import { describe, expect, test } from 'vitest';
import { plainText } from '@/components/evidence/words';
import { type FirstRunFacts, firstRunSteps } from '@/components/home/checklist-steps';
import { homeFollowUp, homeSentence, soFarName, underWayWords } from '@/components/home/home-words';
import { monthSoFar } from '@/server/features/home/domain/month-so-far';
import type { CohortComparison, Home } from '@/server/features/home/schemas';

const home = (comparison: CohortComparison | undefined, asOf = '2026-11-17'): Home => ({
  customers: {
    customers: 40,
    buyers: 12,
    repeatBuyers: 3,
    repeatShare: { ok: false, reason: 'no_units', have: 0, need: 1 },
    countries: [],
    channels: [],
  },
  asOf,
  soFar: monthSoFar(asOf),
  thisMonth: { orders: 1, spendMinor: 1, unknownAmounts: 0 },
  monthBefore: { orders: 1, spendMinor: 1, unknownAmounts: 0 },
  months: [],
  comparison,
  newest: [],
  readableCohort: 0,
});

const compared = (difference: CohortComparison['difference'], size = 942): CohortComparison => ({
  period: 3,
  newer: { start: '2026-07-01', size, share: 0.6677 },
  older: { start: '2026-06-01', size: 987, share: 0.7376 },
  difference,
});

const say = (value: Home) => plainText(homeSentence(value)).replaceAll('\u00a0', ' ');
const clear = { estimate: -0.0699, low: -0.1104, high: -0.0291 };

describe('the headline', () => {
  test('says by how much new customers come back less, with the interval of that size', () => {
    expect(say(home(compared(clear)))).toBe(
      'Of July’s new customers 7.0 points fewer bought again three months later than of June’s (95 % interval 2.9 to 11.0).',
    );
    expect(say(home(compared({ estimate: 0.05, low: 0.01, high: 0.09 })))).toContain(
      '5.0 points more bought again three months later than of June’s (95 % interval 1.0 to 9.0)',
    );
  });

  test('an interval that holds zero is noise, and no side is named', () => {
    const words = say(home(compared({ estimate: -0.01, low: -0.05, high: 0.03 })));
    expect(words).toBe(
      'How many of July’s and June’s new customers bought again three months later cannot be told apart from noise (95 % interval −5.0 to +3.0 points).',
    );
  });

  test('under thirty customers nothing is compared, and before two months there is nothing to compare', () => {
    expect(say(home(compared(clear, 17)))).toBe(
      'Too few new customers to compare months: 17 in July, at least 30 are needed.',
    );
    expect(say(home(undefined))).toContain('40 customers, 12 of them bought.');
  });

  test('the year stands with a month of another year; the month so far is named with its days', () => {
    expect(say(home(compared(clear), '2027-01-05'))).toContain('Of July 2026’s new customers');
    expect(soFarName(monthSoFar('2026-11-17'))).toBe('November to 17');
    expect(soFarName(monthSoFar('1998-06-30'))).toBe('June 1998');
    expect(homeFollowUp(home(compared(clear))).replaceAll('\u00a0', ' ')).toBe(
      '66.8 % of 942 against 73.8 % of 987. November is not finished; 17 of 30 days are in.',
    );
    expect(homeFollowUp(home(undefined, '1998-06-30'))).toBe('');
  });
});

describe('the first run', () => {
  const facts: FirstRunFacts = {
    slug: 'acme',
    workspace: { name: 'Acme', count: 'people', currency: 'USD', timezone: 'UTC' },
    role: 'owner',
    customers: 0,
    isImporting: false,
    readableCohort: 0,
    members: 1,
  };
  const done = (more: Partial<FirstRunFacts>) =>
    firstRunSteps({ ...facts, ...more }).flatMap((step) => (step.isDone ? [step.id] : []));

  test('is judged by what is there', () => {
    expect(done({})).toEqual(['workspace']);
    expect(done({ customers: 50, readableCohort: 29 })).toEqual(['workspace', 'data']);
    expect(done({ customers: 50, readableCohort: 30, members: 2 })).toEqual([
      'workspace',
      'data',
      'cohort',
      'colleague',
    ]);
  });

  test('who may not do a step is told who may', () => {
    const [workspace, data, , colleague] = firstRunSteps({ ...facts, role: 'viewer' });
    expect([workspace?.action, data?.action, colleague?.action]).toEqual([undefined, undefined, undefined]);
    expect(data?.note).toContain('Only owner, admin and analyst may do this.');
    expect(colleague?.note).toContain('Only owner and admin may do this.');
  });

  test('what is under way is said', () => {
    expect(underWayWords({ state: 'importing', importedShare: 0.649 })).toBe('A file is being read, 64 % so far');
    expect(underWayWords({ state: 'late', importedShare: null })).toContain('being counted');
    expect(underWayWords({ state: 'empty', importedShare: null })).toBeUndefined();
  });
});
