import { fitClv } from '@/server/features/clv';
import { type ClvRun, fitClvInput } from '@/server/features/clv/schemas';
import { type Command, parseCommand } from './command';
import { parseInput } from './parse-input';
import { table } from './table';

export const clvFit: Command = {
  name: 'clv fit',
  usage: '<slug> --calibrate-until DATE [--holdout-until DATE] [--horizon-weeks N]',
  summary: 'fit the purchase models, test them on days they have not seen, choose one',
  async run(args, { stores }) {
    const { words, values } = parseCommand(args, ['slug'], {
      'calibrate-until': { type: 'string' },
      'holdout-until': { type: 'string' },
      'horizon-weeks': { type: 'string' },
    });
    const input = parseInput(fitClvInput, {
      calibrateUntil: values['calibrate-until'],
      holdoutUntil: values['holdout-until'],
      horizonWeeks: values['horizon-weeks'] === undefined ? undefined : Number(values['horizon-weeks']),
    });
    const run = await fitClv(await stores.openWorkspace(words.slug), input);
    const { id, input: _, startedBy: __, createdAt: ___, ...report } = run;
    return { json: { ...report, runId: id }, lines: linesOf(run) };
  },
};

const number = (value: number | null | undefined, digits = 2) => (value == null ? '–' : value.toFixed(digits));

function linesOf(run: ClvRun): string[] {
  const rows = run.candidates.map(({ model, ok, reason, params, logLik, bic, holdout }) => [
    model,
    ok
      ? Object.entries(params)
          .map(([name, value]) => `${name} ${value.toPrecision(6)}`)
          .join(' ')
      : (reason ?? ''),
    number(logLik),
    number(bic),
    number(holdout?.predicted),
    number(holdout?.actual, 0),
    number(holdout?.mae, 4),
  ]);
  const gates = run.gates.map(
    ({ gate, ok, have, need }) => `${ok ? 'passed' : 'FAILED'} ${gate}: have ${Math.floor(have)}, need ${need}`,
  );
  return [
    run.why,
    '',
    ...table(['model', 'parameters', 'log-lik', 'BIC', 'predicted', 'actual', 'MAE'], rows),
    '',
    ...gates,
  ];
}
