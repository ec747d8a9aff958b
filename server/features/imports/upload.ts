import { requirePermission } from '@/server/auth/require-permission';
import type { ServiceContext } from '@/server/platform/context';
import { clearAbandonedUploads } from './clear-abandoned';
import { createImport } from './create';
import { type IncomingFile, removeFile, storeFile, type UploadPlace } from './file-store';
import type { ImportView } from './internal';

/** Keeps a file as it arrives and makes a draft of it. Throws `limit_reached` past the size that `place` allows. */
export async function uploadFile(ctx: ServiceContext, file: IncomingFile, place: UploadPlace): Promise<ImportView> {
  requirePermission(ctx, 'imports:write');
  await clearAbandonedUploads(ctx, place.dir);
  const stored = await storeFile(ctx, file, place);
  try {
    return await createImport(ctx, stored);
  } catch (error) {
    await removeFile(stored.path);
    throw error;
  }
}
