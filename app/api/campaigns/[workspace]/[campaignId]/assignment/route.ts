import { writeAssignmentCsv } from '@/server/features/campaigns';
import { campaignInput } from '@/server/features/campaigns/schemas';
import { AppError } from '@/server/platform/errors';
import { createRequestContext } from '@/server/trpc/context';
import { runtime } from '@/server/trpc/runtime';
import { csvDownload } from '../../../../csv-download';
import { answer } from '../../../../imports/answer';

interface Address {
  params: Promise<{ workspace: string; campaignId: string }>;
}

/** Everyone of a campaign with the arm and how contact ended, as a CSV file. */
export async function GET(request: Request, { params }: Address): Promise<Response> {
  const web = runtime();
  const { workspace, campaignId } = await params;
  return answer(
    async () => {
      const context = await createRequestContext(web, { headers: request.headers, workspace });
      const input = campaignInput.safeParse({ id: campaignId });
      if (!input.success) throw new AppError('not_found', 'There is no such campaign here.');
      return csvDownload(writeAssignmentCsv(await context.openWorkspace(), input.data), 'assignment.csv');
    },
    (err) => web.log.error({ err, route: 'campaigns.assignment' }, 'download failed'),
  );
}
