import { exportRejected } from '@/server/features/imports';
import { importInput } from '@/server/features/imports/schemas';
import { AppError } from '@/server/platform/errors';
import { createRequestContext } from '@/server/trpc/context';
import { runtime } from '@/server/trpc/runtime';
import { csvDownload } from '../../../../csv-download';
import { answer } from '../../../answer';

interface Address {
  params: Promise<{ workspace: string; importId: string }>;
}

/** The refused rows of an import as a CSV file with their reasons. */
export async function GET(request: Request, { params }: Address): Promise<Response> {
  const web = runtime();
  const { workspace, importId } = await params;
  return answer(
    async () => {
      const context = await createRequestContext(web, { headers: request.headers, workspace });
      const input = importInput.safeParse({ importId });
      if (!input.success) throw new AppError('not_found', 'There is no such import.');
      return csvDownload(exportRejected(await context.openWorkspace(), input.data), 'rejected-rows.csv');
    },
    (err) => web.log.error({ err, route: 'imports.rejected' }, 'download failed'),
  );
}
