import { writeCohortCsv } from '@/server/features/cohorts';
import { cohortSpec } from '@/server/features/cohorts/schemas';
import { AppError } from '@/server/platform/errors';
import { createRequestContext } from '@/server/trpc/context';
import { runtime } from '@/server/trpc/runtime';
import { csvDownload } from '../../csv-download';
import { answer } from '../../imports/answer';

interface Address {
  params: Promise<{ workspace: string }>;
}

/** A cohort grid as a CSV file: the parts of its definition are the parts of the address. */
export async function GET(request: Request, { params }: Address): Promise<Response> {
  const web = runtime();
  const { workspace } = await params;
  return answer(
    async () => {
      const context = await createRequestContext(web, { headers: request.headers, workspace });
      const service = await context.openWorkspace();
      const spec = cohortSpec.safeParse(Object.fromEntries(new URL(request.url).searchParams));
      if (!spec.success) throw new AppError('invalid', 'This grid is not one of ours.');
      return csvDownload(writeCohortCsv(service, spec.data), 'cohorts.csv');
    },
    (err) => web.log.error({ err, route: 'cohorts.csv' }, 'download failed'),
  );
}
