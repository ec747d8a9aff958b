import { isUtf8 } from 'node:buffer';
import fs from 'node:fs';
import path from 'node:path';
import type { ServiceContext } from '@/server/platform/context';
import { AppError } from '@/server/platform/errors';
import { newId } from '@/server/platform/ids';
import type { StoredFile } from './schemas';

export interface IncomingFile {
  fileName: string;
  bytes: AsyncIterable<Uint8Array>;
}

/** `dir` is the state folder; files lie in `uploads/<workspace>/` until their import has ended. */
export interface UploadPlace {
  dir: string;
  maxBytes: number;
}

/** Where the files of a workspace lie until their import has ended. */
export const uploadFolder = (ctx: Pick<ServiceContext, 'workspace'>, dir: string): string =>
  path.resolve(dir, 'uploads', ctx.workspace.id);

/** Writes a file to disk as it arrives, in bounded memory. Past `maxBytes` it is removed and `limit_reached` is thrown. */
export async function storeFile(
  ctx: Pick<ServiceContext, 'workspace' | 'clock' | 'rng'>,
  file: IncomingFile,
  place: UploadPlace,
): Promise<StoredFile> {
  const folder = uploadFolder(ctx, place.dir);
  await fs.promises.mkdir(folder, { recursive: true, mode: 0o700 });
  const target = path.join(folder, newId(ctx));
  const utf8 = new Utf8Check();
  let bytes = 0;
  const handle = await fs.promises.open(target, 'wx', 0o600);
  try {
    for await (const piece of file.bytes) {
      bytes += piece.length;
      if (bytes > place.maxBytes) throw tooLarge(place.maxBytes);
      utf8.add(piece);
      await handle.writeFile(piece);
    }
    if (bytes === 0) throw new AppError('invalid', 'The file is empty.');
    await handle.sync();
  } catch (error) {
    await fs.promises.rm(target, { force: true });
    throw error;
  } finally {
    await handle.close();
  }
  const fileName = path.basename(file.fileName).slice(0, 255) || 'file';
  return { fileName, path: target, bytes, isUtf8: utf8.end() };
}

const tooLarge = (maxBytes: number) =>
  new AppError('limit_reached', `The file is larger than ${Math.round(maxBytes / 1e6)} MB, the limit of this server.`, {
    limit: 'UPLOAD_MAX_MB',
    maxBytes,
  });

export const removeFile = (file: string | null): Promise<void> =>
  file === null ? Promise.resolve() : fs.promises.rm(file, { force: true });

/** Whether all bytes together are well-formed UTF-8, with a character cut between two pieces held over. */
export class Utf8Check {
  private held: Uint8Array = new Uint8Array(0);
  private good = true;

  add(piece: Uint8Array): void {
    if (!this.good) return;
    const joined = this.held.length > 0 ? Buffer.concat([this.held, piece]) : piece;
    const cut = incompleteTail(joined);
    this.good = isUtf8(joined.subarray(0, joined.length - cut));
    this.held = Uint8Array.from(joined.subarray(joined.length - cut));
  }

  end(): boolean {
    return this.good && this.held.length === 0;
  }
}

/** How many of the last three bytes begin a character that is not finished. */
function incompleteTail(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte < 0xc0) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    return length > back ? back : 0;
  }
  return 0;
}
