import fs from 'node:fs';
import path from 'node:path';
import { streams } from '@/db/schema/ingest.constants';
import {
  cancelImport,
  exportRejected,
  getImport,
  type ImportView,
  runImport,
  runPendingImports,
  startImport,
  uploadFile,
} from '@/server/features/imports';
import { startImportInput } from '@/server/features/imports/schemas';
import type { ServiceContext } from '@/server/platform/context';
import { AppError } from '@/server/platform/errors';
import { type Command, type CommandIo, parseCommand, parsePairs, UsageError } from './command';
import { parseInput } from './parse-input';
import { waitUntilVisible } from './wait-until-visible';

const asked = startImportInput.omit({ importId: true });
type Asked = ReturnType<typeof readArguments>['asked'];

function readArguments(args: string[]) {
  const { words, values } = parseCommand(args, ['slug', 'stream', 'file'], {
    map: { type: 'string', multiple: true },
    set: { type: 'string', multiple: true },
    'dry-run': { type: 'boolean' },
  });
  if (!(streams as readonly string[]).includes(words.stream))
    throw new UsageError(`There is no stream ${words.stream}. The streams are ${streams.join(', ')}.`);
  return {
    slug: words.slug,
    file: words.file,
    asked: parseInput(asked, {
      stream: words.stream,
      map: parsePairs(values.map, 'map'),
      set: parsePairs(values.set, 'set'),
      dryRun: values['dry-run'] ?? false,
    }),
  };
}

async function makeImport(ctx: ServiceContext, io: CommandIo, file: string, input: Asked): Promise<ImportView> {
  if (!fs.existsSync(file)) throw new AppError('not_found', `There is no file ${file}.`);
  const bytes = fs.createReadStream(file, { highWaterMark: 1 << 20 });
  const place = { dir: io.stores.env().HOLDFAST_DIR, maxBytes: Number.POSITIVE_INFINITY };
  const draft = await uploadFile(ctx, { fileName: path.basename(file), bytes }, place);
  try {
    return await startImport(ctx, { ...input, importId: draft.id });
  } catch (error) {
    await cancelImport(ctx, { importId: draft.id });
    throw error;
  }
}

/** Runs it here, or follows whoever took it first; one that stopped is taken over once its lease is out. */
async function runToEnd(ctx: ServiceContext, io: CommandIo, id: string): Promise<ImportView> {
  let saidMs = 0;
  const say = ({ received, bytesRead, fileBytes }: ImportView) => {
    if (ctx.clock.nowMs() - saidMs < 1_000) return;
    saidMs = ctx.clock.nowMs();
    io.progress(`${received} rows, ${Math.floor((100 * bytesRead) / Math.max(1, fileBytes))} % of the file`);
  };
  for (;;) {
    const view = await runImport(ctx, { importId: id }, say);
    if (!['waiting', 'running'].includes(view.state)) return view;
    // It may wait for an undo, which nobody else may be there to finish.
    if (view.state === 'waiting') await waitUntilVisible(ctx, io);
    await new Promise((resolve) => setTimeout(resolve, 500));
    say(await getImport(ctx, { importId: id }));
  }
}

async function writeRejected(ctx: ServiceContext, io: CommandIo, view: ImportView): Promise<string | null> {
  if (view.rejected === 0) return null;
  const folder = path.resolve(io.stores.env().HOLDFAST_DIR, 'rejected');
  await fs.promises.mkdir(folder, { recursive: true, mode: 0o700 });
  const target = path.join(folder, `${ctx.workspace.slug}-${view.importNo}.csv`);
  await fs.promises.writeFile(target, exportRejected(ctx, { importId: view.id }), { mode: 0o600 });
  return target;
}

export const importFile: Command = {
  name: 'import',
  usage: '<slug> <stream> <file> [--map field=column]… [--set field=value]… [--dry-run]',
  summary: 'read a CSV or TSV file into a stream, and wait until its records are visible',
  async run(args, io) {
    const startedMs = performance.now();
    const { slug, file, asked: input } = readArguments(args);
    const ctx = await io.stores.openWorkspace(slug);
    const left = await runPendingImports(ctx);
    if (left > 0) io.progress(`went on with ${left} earlier ${left === 1 ? 'import' : 'imports'}`);
    const { id } = await makeImport(ctx, io, file, input);
    const view = await runToEnd(ctx, io, id);
    if (view.state !== 'done' && view.state !== 'tried')
      throw new AppError('conflict', view.problem ?? `The import was ${view.state}.`);
    const rejectedFile = await writeRejected(ctx, io, view);
    if (view.state === 'tried') await cancelImport(ctx, { importId: id });
    else await waitUntilVisible(ctx, io);
    const seconds = Math.round(performance.now() - startedMs) / 1000;
    const { received, stored, duplicate, rejected, updated, roundedAmounts, noRate } = view;
    const counts = { received, stored, duplicate, rejected };
    const json = {
      importId: id,
      ...counts,
      rejectedFile,
      seconds,
      updated,
      roundedAmounts,
      noRate,
      dryRun: view.dryRun,
    };
    return { json, lines: report(view, rejectedFile, seconds) };
  },
};

function report(view: ImportView, rejectedFile: string | null, seconds: number): string[] {
  const { received, stored, duplicate, rejected } = view;
  const lines = [
    `${view.dryRun ? 'Dry run, nothing is stored: ' : ''}${received} received = ${stored} stored + ${duplicate} duplicate + ${rejected} rejected, in ${seconds} s.`,
  ];
  if (view.updated > 0) lines.push(`${view.updated} of the stored rows changed a record that was known.`);
  if (view.roundedAmounts > 0) lines.push(`${view.roundedAmounts} amounts had surplus decimals and were rounded.`);
  if (view.noRate > 0) lines.push(`${view.noRate} rows have a currency without a rate and are left out of money.`);
  if (rejectedFile) lines.push(`The rejected rows and their reasons: ${rejectedFile}`);
  return lines;
}
