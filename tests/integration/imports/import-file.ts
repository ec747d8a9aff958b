import { type ImportView, runImport, startImport, uploadFile } from '@/server/features/imports';
import type { StartImportInput } from '@/server/features/imports/schemas';
import type { ServiceContext } from '@/server/platform/context';

export interface ImportOptions extends Partial<Omit<StartImportInput, 'importId'>> {
  encoding?: BufferEncoding;
  fileName?: string;
}

/** Uploads a text in small pieces and starts its import; `dir` is the folder of uploads. */
export async function startText(
  ctx: ServiceContext,
  dir: string,
  text: string | Buffer,
  { encoding = 'utf8', fileName = 'orders.csv', stream = 'orders', ...options }: ImportOptions = {},
): Promise<ImportView> {
  const bytes = typeof text === 'string' ? Buffer.from(text, encoding) : text;
  async function* pieces() {
    for (let at = 0; at < bytes.length; at += 999) yield bytes.subarray(at, at + 999);
  }
  const draft = await uploadFile(ctx, { fileName, bytes: pieces() }, { dir, maxBytes: 1e9 });
  return startImport(ctx, { importId: draft.id, stream, map: {}, set: {}, keep: [], dryRun: false, ...options });
}

export async function importText(
  ctx: ServiceContext,
  dir: string,
  text: string | Buffer,
  options: ImportOptions = {},
): Promise<ImportView> {
  const { id } = await startText(ctx, dir, text, options);
  return runImport(ctx, { importId: id });
}
