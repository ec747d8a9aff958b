import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { holdfast } from '../support/holdfast';

export const title =
  'clv formula: every named formula and the examples of the statistics page, steps shown; three refused';

interface Asked {
  words: string[];
  /** The value, or the code of the refusal. */
  want: number | string;
}

const expression = (text: string, want: number | string): Asked => ({ words: ['--expression', text], want });
const named = (name: string, set: Record<string, string>, want: number | string, timing: string[] = []): Asked => ({
  words: ['--name', name, ...Object.entries(set).flatMap(([key, value]) => ['--set', `${key}=${value}`]), ...timing],
  want,
});
const yearly = { margin: '600/year', retention: '0.9', discount: '0.1' };

/** Worked out by hand from the definitions of the measures. */
const asked: Asked[] = [
  named('basic', { value: '100', frequency: '5/year', lifespan: '3 years' }, 1500),
  named('revenue_retention_lifespan', { revenue: '500/year', lifespan: '5 years' }, 2500),
  named('arpu_churn', { arpu: '50/month', churn: '0.05/month' }, 1000),
  named('historical', { revenue: '1000', margin: '0.4', retention: '0.8' }, 320),
  named('simple_retention', { margin: '100', retention: '0.8', discount: '0.1' }, (100 * 1.1) / 0.3),
  named('simple_retention', { margin: '100', retention: '0.8', discount: '0.1' }, 100 / 0.3, ['--timing', 'end']),
  named('simple_retention', { margin: '100', retention: '0.8', discount: '0.1' }, 80 / 0.3, [
    '--timing',
    'end_if_retained',
  ]),
  named('simple_retention', { ...yearly, margin: '300', growth: '0.1', cac: '100' }, 1550, ['--timing', 'end']),
  named('simple_retention', { ...yearly, margin: '300', growth: '0.1', cac: '100', cost: '20' }, 1440, [
    '--timing',
    'end',
  ]),
  named(
    'simple_retention',
    { margin: '1', retention: '0.9', discount: '0', growth_every_period: '0.2' },
    'does_not_converge',
  ),
  named('npv', { flows: '110, 121', discount: '0.1' }, 220),
  named('arpu_churn', { arpu: '50/month', churn: '0.1/year' }, 'mixed_periods'),
  named('arpu_churn', { arpu: '600/year', churn: '0.1/year' }, 6000),
  expression('(50 * 0.5 * 1.1) / (1 + 0.1 - 0.9) - 100', 37.5),
  expression('(600 * 0.5 * 1.1) / (1 + 0.1 - 0.9) - 100', 1550),
  expression('1/0', 'division_by_zero'),
  expression('1e308*10', 'overflow'),
  expression("constructor.constructor('x')()", 'syntax'),
];

/** What a wrong formula, or a refusal of everything, would make of it: each must come out as wrong. */
const controls: Asked[] = [
  // What the widely copied example says: it forgets the margin.
  expression('(50 * 0.5 * 1.1) / (1 + 0.1 - 0.9) - 100', 175),
  expression('1/1', 'division_by_zero'),
  expression('1e308*1', 'overflow'),
  { words: ['--expression', 'constructor + 1', '--set', 'constructor=2'], want: 'syntax' },
];

interface Answered {
  right: boolean;
  text: string;
}

interface Printed {
  value: number;
  unit: string;
  steps: { text: string; value: number }[];
}

async function ask(dir: string, { words, want }: Asked): Promise<Answered> {
  const { code, stdout } = await holdfast(dir, 'clv', 'formula', ...words, '--json');
  const printed = JSON.parse(stdout) as Printed | { error: { code: string; message: string } };
  const said = words.join(' ');
  if ('error' in printed) {
    const { error } = printed;
    return { right: code === 1 && error.code === want, text: `${said}: ${error.code}, ${error.message}` };
  }
  const { value, unit, steps } = printed;
  const isWanted = typeof want === 'number' && Math.abs(value - want) < 1e-9;
  const worked = steps.map((step) => `${step.text} = ${Number(step.value.toPrecision(10))}`);
  return {
    right: code === 0 && isWanted && steps.at(-1)?.value === value,
    text: `${said}: ${value} ${unit} (${worked.join('; ')})`,
  };
}

export async function run(say: (line: string) => void) {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'holdfast-spine-'));
  try {
    let wrong = 0;
    for (const one of asked) {
      const { right, text } = await ask(dir, one);
      say(right ? text : `WRONG, ${one.want} wanted: ${text}`);
      wrong += right ? 0 : 1;
    }
    let red = 0;
    for (const one of controls) red += (await ask(dir, one)).right ? 0 : 1;
    return {
      holds: wrong === 0 && red === controls.length,
      figure: `${asked.length} formulas, ${wrong} wrong; ${red} of ${controls.length} controls are red`,
    };
  } finally {
    fs.rmSync(dir, { recursive: true, force: true });
  }
}
