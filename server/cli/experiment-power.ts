import { meanMde, proportionMde } from '@/server/stats/experiments';
import { type Command, CommandFailure, parseCommand, UsageError } from './command';

type Values = Partial<Record<'baseline' | 'mean' | 'sd' | 'n' | 'share' | 'alpha' | 'power', string>>;

/** The number of an option, or its standard; UsageError where it is missing or not inside. */
function numberOf(
  values: Values,
  name: keyof Values,
  { inside, standard }: { inside: [number, number]; standard?: string },
) {
  const text = values[name] ?? standard;
  if (text === undefined) throw new UsageError(`--${name} is missing`);
  const value = text.trim() === '' ? Number.NaN : Number(text);
  const [low, high] = inside;
  if (!(value > low && value < high)) throw new UsageError(`--${name} lies between ${low} and ${high}, not "${text}"`);
  return value;
}

const share: [number, number] = [0, 1];
const positive: [number, number] = [0, Number.MAX_VALUE];

function mdeOf(values: Values, arms: { nControl: number; nTreatment: number }) {
  const target = {
    alpha: numberOf(values, 'alpha', { inside: share, standard: '0.05' }),
    power: numberOf(values, 'power', { inside: share, standard: '0.8' }),
  };
  if (values.baseline === undefined) {
    const mean = numberOf(values, 'mean', { inside: [-Number.MAX_VALUE, Number.MAX_VALUE] });
    const sd = numberOf(values, 'sd', { inside: positive });
    const mde = meanMde({ sd, ...arms }, target);
    return { mde, formula: 'guenther', relative: mean === 0 ? null : mde / Math.abs(mean) };
  }
  const baseline = numberOf(values, 'baseline', { inside: share });
  const found = proportionMde({ baseline, ...arms }, target, 'pooled');
  if (!found.ok) {
    const need = Math.ceil((found.need / arms.nControl) * (arms.nControl + arms.nTreatment));
    throw new CommandFailure(
      found.reason,
      `No rise from ${baseline} would be seen; it takes at least ${need} units in all.`,
    );
  }
  return { mde: found.mde, formula: found.formula, relative: found.mde / baseline };
}

export const experimentPower: Command = {
  name: 'experiment power',
  usage: '(--baseline P | --mean M --sd S) --n N [--share S] [--alpha A] [--power P]',
  summary: 'the smallest effect that N units in all can show, --share of them control (half); needs no stores',
  run(args) {
    const { values } = parseCommand(args, [], {
      baseline: { type: 'string' },
      mean: { type: 'string' },
      sd: { type: 'string' },
      n: { type: 'string' },
      share: { type: 'string' },
      alpha: { type: 'string' },
      power: { type: 'string' },
    });
    if ((values.baseline === undefined) === (values.mean === undefined))
      throw new UsageError('Give either --baseline P for a share or --mean M with --sd S for an amount.');
    const n = numberOf(values, 'n', { inside: [3, Number.MAX_VALUE] });
    const nControl = n * numberOf(values, 'share', { inside: share, standard: '0.5' });
    const nTreatment = n - nControl;
    const { mde, formula, relative } = mdeOf(values, { nControl, nTreatment });
    const nPerArm = Math.min(nControl, nTreatment);
    const lines = [
      `${Number(mde.toPrecision(6))} is the smallest rise seen${relative === null ? '' : ` (${(100 * relative).toFixed(1)} %)`}, with ${nControl} units in control and ${nTreatment} treated, ${formula}.`,
    ];
    return Promise.resolve({ json: { mde, nPerArm, formula, relative, nControl, nTreatment }, lines });
  },
};
