import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expressionValue, type FormulaName, formulaValue, namedFormula, type Timing } from '@/server/stats/value';
import { parseFormula } from '@/server/stats/value/parse';
import { convertPeriod } from '@/server/stats/value/quantity';
import golden from '../../../golden/formulas-and-published-fits.json';

const none = new Map<string, string>();
const expression = (text: string, set: Record<string, string> = {}) =>
  expressionValue(text, new Map(Object.entries(set)));
const named = (name: FormulaName, set: Record<string, string>, timing: Timing = 'end') =>
  formulaValue({ name, set: new Map(Object.entries(set)), timing });
const retention = { margin: '300/year', retention: '0.9/year', discount: '0.1/year', growth: '0.1', cac: '100' };

describe('golden: the examples of the statistics page', () => {
  it('tests/golden/formulas-and-published-fits.json', () => {
    for (const formula of golden.formulas) {
      const answer =
        formula.expression === undefined
          ? named('basic', Object.fromEntries(Object.entries(formula.with ?? {}).map(([k, v]) => [k, String(v)])))
          : expression(formula.expression);
      expect(answer.ok && answer.value).toBeCloseTo(formula.value, 9);
    }
  });

  it.each<[FormulaName, Record<string, string>, Timing, number]>([
    ['basic', { value: '100', frequency: '5/year', lifespan: '3 years' }, 'end', 1500],
    ['revenue_retention_lifespan', { revenue: '500/year', lifespan: '5 years' }, 'end', 2500],
    ['revenue_retention_lifespan', { revenue: '500/year', retention: '80%', lifespan: '5 years' }, 'end', 2000],
    ['arpu_churn', { arpu: '50/month', churn: '5%/month' }, 'end', 1000],
    ['historical', { revenue: '1000', margin: '0.4', retention: '0.75' }, 'end', 300],
    ['simple_retention', retention, 'end', 1550],
    ['simple_retention', { ...retention, cost: '20/year' }, 'end', 1440],
    ['simple_retention', { ...retention, growth: '0', cac: '0' }, 'start', 1650],
    ['simple_retention', { ...retention, growth: '0', cac: '0' }, 'end', 1500],
    ['simple_retention', { ...retention, growth: '0', cac: '0' }, 'end_if_retained', 1350],
    [
      'simple_retention',
      { margin: '100', retention: '0.8', discount: '0.1', growth_every_period: '0.05' },
      'end',
      100 / 0.26,
    ],
    ['npv', { flows: '100, 100, 100', discount: '10%' }, 'end', 248.68519909842],
    ['npv', { flows: '-100; 60; 60', discount: '0.1' }, 'start', 4.13223140496],
  ])('%s %o %s', (name, set, timing, value) => {
    const answer = named(name, set, timing);
    if (!answer.ok) throw new Error(answer.message);
    expect(answer.value).toBeCloseTo(value, 9);
    expect(answer.unit).toBe('money');
    expect(answer.steps.at(-1)?.value).toBeCloseTo(value, 9);
  });

  it('shows each step and names the timing', () => {
    expect(named('basic', { value: '100', frequency: '5', lifespan: '3' })).toMatchObject({
      steps: [
        { text: '100 × 5', value: 500 },
        { text: '500 × 3', value: 1500 },
      ],
    });
    const steps = (timing: Timing) => {
      const answer = named('simple_retention', retention, timing);
      return answer.ok ? (answer.steps[0]?.text ?? '') : '';
    };
    expect(steps('start')).toContain('first margin today and certain');
    expect(steps('end')).toContain('at the end of each period, the first certain');
    expect(steps('end_if_retained')).toContain('only if the customer stayed');
    const noted = named('simple_retention', { margin: '25/month', retention: '.9', discount: '.1' });
    expect(noted.ok && noted.steps.map((step) => step.text)).toContain('discount has no period: taken by the month');
  });
});

describe('units', () => {
  it('50/month against 0.1/year is refused, with the conversion on offer', () => {
    expect(named('simple_retention', { ...retention, margin: '25/month' })).toMatchObject({
      ok: false,
      reason: 'mixed_periods',
      offer: 'margin=300/year',
    });
    expect(named('basic', { value: '100', frequency: '5/month', lifespan: '3 years' })).toMatchObject({
      reason: 'mixed_periods',
      offer: 'frequency=60/year',
    });
    expect(named('arpu_churn', { arpu: '600/year', churn: '5%/month' })).toMatchObject({ offer: 'arpu=50/month' });
  });
  it('the offer is accepted and converts back', () => {
    const refused = named('simple_retention', { ...retention, retention: '0.99/month', discount: '0.1/year' });
    if (refused.ok) throw new Error('accepted');
    const [name = '', typed = ''] = refused.offer?.split('=') ?? [];
    expect(named('simple_retention', { ...retention, [name]: typed }).ok).toBe(true);
    for (const kind of ['flow', 'growth', 'retention', 'churn', 'duration'] as const) {
      const there = convertPeriod(kind, 0.3, 'month', 'year');
      expect(convertPeriod(kind, there, 'year', 'month')).toBeCloseTo(0.3, 9);
    }
    expect(convertPeriod('growth', 0.01, 'month', 'year')).toBeCloseTo(0.126825030132, 11);
  });
  it.each<[FormulaName, Record<string, string>, string]>([
    ['basic', { value: '100', frequency: '5' }, 'missing_variable'],
    ['basic', { value: '100', frequency: '5', lifespan: '3', extra: '1' }, 'unknown_variable'],
    ['basic', { value: '100/year', frequency: '5', lifespan: '3' }, 'wrong_unit'],
    ['basic', { value: '100', frequency: '5', lifespan: '3/year' }, 'wrong_unit'],
    ['basic', { value: '100', frequency: '5 years', lifespan: '3' }, 'wrong_unit'],
    ['basic', { value: '100 apples', frequency: '5', lifespan: '3' }, 'wrong_unit'],
    ['basic', { value: 'much', frequency: '5', lifespan: '3' }, 'wrong_unit'],
    ['basic', { value: '1e999', frequency: '5', lifespan: '3' }, 'overflow'],
    ['basic', { value: '1e300', frequency: '1e300', lifespan: '3' }, 'overflow'],
    ['basic', { value: '100', frequency: '5', lifespan: '-3' }, 'out_of_range'],
    ['arpu_churn', { arpu: '50', churn: '0' }, 'division_by_zero'],
    ['arpu_churn', { arpu: '50', churn: '1.2' }, 'out_of_range'],
    ['simple_retention', { margin: '1', retention: '1', discount: '0' }, 'does_not_converge'],
    [
      'simple_retention',
      { margin: '1', retention: '.9', discount: '.1', growth_every_period: '.3' },
      'does_not_converge',
    ],
    ['npv', { discount: '0.1' }, 'missing_variable'],
    ['npv', { flows: '1,x', discount: '0.1' }, 'wrong_unit'],
    ['npv', { flows: '1' }, 'missing_variable'],
    ['npv', { flows: '1', discount: '0', extra: '1' }, 'unknown_variable'],
  ])('%s %o is refused: %s', (name, set, reason) => expect(named(name, set)).toMatchObject({ ok: false, reason }));
});

describe('expressions', () => {
  it.each([
    ['1 + 2 * 3', 7],
    ['(1 + 2) × 3', 9],
    ['2 ^ 3 ^ 2', 512],
    ['-2 ^ 2', -4],
    ['2 ^ -1', 0.5],
    ['10 − 4 − 3', 3],
    ['100 ÷ 10 / 5', 2],
    ['--3', 3],
    ['.5 + 1.e1', 10.5],
  ])('%s = %d', (text, value) => {
    const answer = expression(text);
    expect(answer).toMatchObject({ ok: true, unit: 'number' });
    expect(answer.ok && answer.value).toBeCloseTo(value, 12);
  });
  it('uses named variables', () => {
    expect(expression('margin / (1 + d - r)', { margin: '300', d: '10%', r: '0.9' })).toMatchObject({ ok: true });
  });
  it.each([
    ['1/0', 'division_by_zero'],
    ['0^-1', 'division_by_zero'],
    ['1e308*10', 'overflow'],
    ['1e999', 'overflow'],
    ['(-8)^0.5', 'undefined_result'],
    ["constructor.constructor('x')()", 'syntax'],
    ['constructor', 'unknown_variable'],
    ['__proto__ + 1', 'unknown_variable'],
    ['toString()', 'syntax'],
    ['', 'syntax'],
    ['1 +', 'syntax'],
    ['(1', 'syntax'],
    ['1)', 'syntax'],
    ['2 3', 'syntax'],
    ['* 2', 'syntax'],
    ['1; 2', 'syntax'],
    ['a = 1', 'syntax'],
    [`${'('.repeat(100)}1${')'.repeat(100)}`, 'syntax'],
    ['1+'.repeat(400), 'too_long'],
  ])('%s is refused: %s', (text, reason) => {
    const answer = expression(text);
    expect(answer).toMatchObject({ ok: false, reason });
    expect(!answer.ok && answer.message.length).toBeGreaterThan(10);
  });
  it('takes plain numbers only for its variables', () => {
    expect(expression('a', { a: '50/month' })).toMatchObject({ reason: 'wrong_unit' });
    expect(expression('a', { a: 'x' })).toMatchObject({ reason: 'wrong_unit' });
  });
});

describe('properties of the grammar', () => {
  const leaf = fc.integer({ min: 1, max: 99 }).map(String);
  const { tree } = fc.letrec<{ tree: string }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 5 },
      leaf,
      fc.tuple(tie('tree'), fc.constantFrom('+', '-', '*', '/'), tie('tree')).map(([l, o, r]) => `(${l} ${o} ${r})`),
      tie('tree').map((inside) => `(-${inside})`),
    ),
  }));
  const { bracketed } = fc.letrec<{ bracketed: string }>((tie) => ({
    bracketed: fc.oneof(
      { maxDepth: 5 },
      leaf,
      fc
        .tuple(tie('bracketed'), fc.constantFrom('+', '-', '*', '/'), tie('bracketed'))
        .map(([l, o, r]) => `(${l} ${o} ${r})`),
    ),
  }));
  /** Two stacks: every closing bracket ends one operation. */
  const arithmetic = (text: string): number => {
    const values: number[] = [];
    const operators: string[] = [];
    const operate = (o: string, l: number, r: number): number =>
      ({ '+': l + r, '-': l - r, '*': l * r, '/': l / r })[o] ?? Number.NaN;
    for (const token of text.match(/\d+|[)+\-*/]/g) ?? []) {
      if (/\d/.test(token)) values.push(Number(token));
      else if (token !== ')') operators.push(token);
      else {
        const right = values.pop() ?? Number.NaN;
        values.push(operate(operators.pop() ?? '', values.pop() ?? Number.NaN, right));
      }
    }
    return values.pop() ?? Number.NaN;
  };
  it('agrees with arithmetic done apart on fully bracketed text', () => {
    fc.assert(
      fc.property(bracketed, (text) => {
        const truth = arithmetic(text);
        const answer = expression(text);
        if (Number.isFinite(truth)) expect(answer.ok && answer.value).toBeCloseTo(truth, 6);
        else expect(answer.ok).toBe(false);
      }),
      { seed: 9, numRuns: 300 },
    );
  });
  it('never throws and never answers with NaN or Infinity, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          tree,
          fc.string({ maxLength: 60 }),
          fc.string({ unit: fc.constantFrom(...'0123456789.+-*/^()eE xyz') }),
        ),
        (text) => {
          const answer = expressionValue(text, none);
          expect(answer.ok ? Number.isFinite(answer.value) : answer.message.length > 0).toBe(true);
          expect(typeof parseFormula(text).ok).toBe('boolean');
        },
      ),
      { seed: 10, numRuns: 1000 },
    );
  });
  it('every named formula parses with its own variables', () => {
    for (const name of [
      'basic',
      'revenue_retention_lifespan',
      'arpu_churn',
      'historical',
      'simple_retention',
    ] as const) {
      for (const timing of ['start', 'end', 'end_if_retained'] as const) {
        const { expression: text, variables } = namedFormula(name, timing);
        const used = new Set(text.match(/[a-z_]+/g));
        expect(parseFormula(text).ok).toBe(true);
        expect([...used].sort()).toEqual(
          variables
            .map((v) => v.name)
            .filter((v) => used.has(v))
            .sort(),
        );
      }
    }
  });
});
