import { listSegments } from '@/server/features/segments';
import { type Command, parseCommand } from './command';
import { table } from './table';

export const segmentsList: Command = {
  name: 'segments list',
  usage: '<slug>',
  summary: 'saved segments and the customers in each',
  async run(args, { stores }) {
    const { words } = parseCommand(args, ['slug'], {});
    const { base, asOf, rows } = await listSegments(await stores.openWorkspace(words.slug));
    const segments = rows.map(({ id, name, count, version, rule }) => ({ id, name, count, version, rule }));
    const lines =
      rows.length === 0
        ? ['No segment is saved.']
        : table(
            ['segment', 'customers'],
            rows.map(({ name, count }) => [name, String(count)]),
          );
    return { json: { base, segments }, lines: [...lines, '', `of ${base} customers, as of ${asOf}`] };
  },
};
