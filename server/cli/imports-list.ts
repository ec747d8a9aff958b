import { listImports } from '@/server/features/imports';
import { type Command, parseCommand } from './command';
import { table } from './table';

export const importsList: Command = {
  name: 'imports list',
  usage: '<slug>',
  summary: 'the last hundred files, what became of each, and the id an undo wants',
  async run(args, { stores }) {
    const { words } = parseCommand(args, ['slug'], {});
    const page = await listImports(await stores.openWorkspace(words.slug), { limit: 100 });
    const imports = page.imports.map(
      ({ id, importNo, stream, fileName, state, received, stored, duplicate, rejected, createdAt }) => ({
        importId: id,
        importNo,
        stream,
        file: fileName,
        state,
        received,
        stored,
        duplicate,
        rejected,
        createdAt: createdAt.toISOString(),
      }),
    );
    const lines =
      imports.length === 0
        ? ['No file has been imported.']
        : table(
            ['import', 'stream', 'file', 'state', 'stored'],
            imports.map(({ importId, stream, file, state, stored }) => [importId, stream, file, state, String(stored)]),
          );
    return { json: { imports }, lines };
  },
};
