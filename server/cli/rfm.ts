import { getRfm } from '@/server/features/rfm';
import { type RfmReport, rfmInput } from '@/server/features/rfm/schemas';
import { type Command, parseCommand } from './command';
import { parseInput } from './parse-input';
import { table } from './table';

export const rfm: Command = {
  name: 'rfm',
  usage: '<slug> [--at DATE]',
  summary: 'recency, frequency and monetary value of customers, scored and in named groups',
  async run(args, { stores }) {
    const { words, values } = parseCommand(args, ['slug'], { at: { type: 'string' } });
    const input = parseInput(rfmInput, { at: values.at });
    const { cells: _cells, bounds: _bounds, ...report } = await getRfm(await stores.openWorkspace(words.slug), input);
    return { json: report, lines: linesOf(report) };
  },
};

function linesOf({ at, n, groups, ...report }: Omit<RfmReport, 'cells' | 'bounds'>): string[] {
  const measures = [
    ['recency, days', report.recencyDays],
    ['frequency, purchase days', report.frequency],
    ['monetary, minor units', report.monetary],
  ] as const;
  const share = (customers: number) => (n === 0 ? '–' : `${((100 * customers) / n).toFixed(1)} %`);
  return [
    ...table(
      ['group', 'customers', 'share'],
      Object.entries(groups).map(([name, customers]) => [name, String(customers), share(customers)]),
    ),
    '',
    ...table(
      ['measure', 'mean', 'median', '20 %', '40 %', '60 %', '80 %'],
      measures.map(([name, { mean, median, edges }]) => [
        name,
        mean.toFixed(2),
        String(median),
        ...edges.map((edge) => edge.toFixed(1)),
      ]),
    ),
    '',
    `${n} customers have bought, as of ${at}`,
  ];
}
