import { analyseExperimentFile } from '@/server/features/experiments';
import {
  type ExperimentContrast,
  type ExperimentPlan,
  experimentPlan,
  type ExperimentReport,
  metricKinds,
} from '@/server/features/experiments/schemas';
import { type Command, parseCommand, UsageError } from './command';
import { parseInput } from './parse-input';
import { table } from './table';

export const experimentAnalyse: Command = {
  name: 'experiment analyse',
  usage:
    '--file F --unit COLUMN|row --arm COLUMN --control VALUE --metric COLUMN:proportion|mean … [--shares ARM=0.8,…] [--covariate COLUMN] [--segment COLUMN]… [--sequential --planned N] [--smallest S]',
  summary: 'read out an experiment from a file of one row a unit; needs no stores',
  async run(args, { progress }) {
    const { file, plan } = readArguments(args);
    const report = await analyseExperimentFile(file, plan, (rows) => progress(`${rows} rows`));
    return { json: report, lines: linesOf(report) };
  },
};

function readArguments(args: string[]): { file: string; plan: ExperimentPlan } {
  const { values } = parseCommand(args, [], {
    file: { type: 'string' },
    unit: { type: 'string' },
    arm: { type: 'string' },
    control: { type: 'string' },
    metric: { type: 'string', multiple: true },
    shares: { type: 'string', multiple: true },
    covariate: { type: 'string' },
    segment: { type: 'string', multiple: true },
    sequential: { type: 'boolean' },
    planned: { type: 'string' },
    smallest: { type: 'string' },
  });
  for (const name of ['file', 'unit', 'arm', 'control', 'metric'] as const)
    if (values[name] === undefined) throw new UsageError(`--${name} is missing`);
  if ((values.sequential ?? false) !== (values.planned !== undefined))
    throw new UsageError('--sequential and --planned N go together: N is the number of units planned');
  const plan = parseInput(experimentPlan, {
    unit: values.unit,
    arm: values.arm,
    control: values.control,
    metrics: (values.metric ?? []).map(metricOf),
    shares: values.shares && sharesOf(values.shares),
    covariate: values.covariate,
    segments: [...new Set(values.segment ?? [])],
    planned: values.planned === undefined ? undefined : Number(values.planned),
    smallest: values.smallest === undefined ? undefined : Number(values.smallest),
  });
  return { file: values.file ?? '', plan };
}

function metricOf(text: string) {
  const at = text.lastIndexOf(':');
  const kind = metricKinds.find((known) => known === text.slice(at + 1));
  if (at < 1 || !kind) throw new UsageError(`--metric is COLUMN:proportion or COLUMN:mean, not "${text}"`);
  return { column: text.slice(0, at), kind };
}

/** "A=0.8,B=0.2" in one option or in several. */
function sharesOf(options: readonly string[]): Record<string, number> {
  const pairs = options.flatMap((option) => option.split(','));
  const shares = pairs.map((pair): [string, number] => {
    const at = pair.lastIndexOf('=');
    const share = pair.slice(at + 1).trim();
    if (at < 1 || share === '' || !(Number(share) > 0)) throw new UsageError(`--shares needs ARM=0.8, not "${pair}"`);
    return [pair.slice(0, at).trim(), Number(share)];
  });
  return Object.fromEntries(shares);
}

const digits = (value: number | null | undefined, precision = 5) =>
  value == null ? '–' : String(Number(value.toPrecision(precision))).replace('-', '−');

const ends = (low: number | null, high: number | null) =>
  low === null || high === null ? '–' : `${digits(low)} to ${digits(high)}`;

function contrastRow(one: ExperimentContrast): string[] {
  const doubt = one.region.ok
    ? ''
    : `${one.region.reason.replaceAll('_', ' ')}: have ${digits(one.region.have)}, need ${digits(one.region.need)}`;
  const numbers = [one.control, one.treatment, one.difference].map((value) => digits(value));
  const tests = [one.statistic, one.p, one.pAdjusted].map((value) => digits(value));
  return [one.arm, one.metric, ...numbers, ends(one.ciLow, one.ciHigh), ...tests, doubt];
}

function linesOf({ srm, contrasts, segments, interactions, verdict, arms }: ExperimentReport): string[] {
  const head = ['arm', 'metric', 'control', 'treated', 'difference', '95 %', 'statistic', 'p', 'adjusted p', ''];
  const lines = [
    `${verdict.word.replaceAll('_', ' ')}: ${verdict.reason}`,
    '',
    `${arms.map(({ arm, units }) => `${arm} ${units}`).join(', ')}: sample ratio χ² ${digits(srm.chiSquare)}, df ${srm.df}, p ${digits(srm.p)}`,
    '',
    ...table(head, contrasts.map(contrastRow)),
  ];
  for (const { arm, metric, cuped } of contrasts)
    if (cuped) {
      const gain = cuped.varianceReduction < 0.01 ? ', no gain' : '';
      lines.push(
        `CUPED ${arm} ${metric}: ${digits(cuped.difference)}, standard error ${digits(cuped.standardError)}, ${digits(100 * cuped.varianceReduction, 3)} % less variance${gain}`,
      );
    }
  if (segments.length > 0)
    lines.push(
      '',
      ...table(
        ['column', 'value', 'arm', 'metric', 'difference', 'p', 'adjusted p'],
        segments.map((one) => [
          one.column,
          one.value,
          one.arm,
          one.metric,
          digits(one.difference),
          digits(one.p),
          digits(one.pAdjusted),
        ]),
      ),
    );
  for (const one of interactions)
    lines.push(
      `${one.arm} ${one.metric}, ${one.column} ${one.to} against ${one.from}: ${digits(one.difference)}, z ${digits(one.z)}, p ${digits(one.p)}`,
    );
  return lines;
}
