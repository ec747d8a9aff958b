import { getImport, previewUndo, undoImport } from '@/server/features/imports';
import { importInput } from '@/server/features/imports/schemas';
import { type Command, parseCommand } from './command';
import { parseInput } from './parse-input';
import { waitUntilVisible } from './wait-until-visible';

export const importsUndo: Command = {
  name: 'imports undo',
  usage: '<slug> <importId> [--dry-run]',
  summary: 'take a whole import back, as if it had never come; --dry-run says what would go',
  async run(args, io) {
    const startedMs = performance.now();
    const { words, values } = parseCommand(args, ['slug', 'importId'], { 'dry-run': { type: 'boolean' } });
    const ctx = await io.stores.openWorkspace(words.slug);
    const input = parseInput(importInput, { importId: words.importId });
    const { records, fallBack, customers, drawn } = await previewUndo(ctx, input);
    const isTrial = values['dry-run'] ?? false;
    if (!isTrial) {
      await undoImport(ctx, input);
      await waitUntilVisible(ctx, io);
    }
    const { state } = await getImport(ctx, input);
    const seconds = Math.round(performance.now() - startedMs) / 1000;
    const json = { ...input, state, records, fallBack, customers, drawn, dryRun: isTrial, seconds };
    return {
      json,
      lines: [`${isTrial ? 'Would take back' : 'Took back'} ${records} rows and ${customers} customers.`],
    };
  },
};
