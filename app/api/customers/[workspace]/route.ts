import { writeCustomersCsv } from '@/server/features/customers';
import { exportCustomersInput } from '@/server/features/customers/schemas';
import { AppError } from '@/server/platform/errors';
import { createRequestContext } from '@/server/trpc/context';
import { runtime } from '@/server/trpc/runtime';
import { csvDownload } from '../../csv-download';
import { answer } from '../../imports/answer';

interface Address {
  params: Promise<{ workspace: string }>;
}

/** The customers of a filter, in its order, as a CSV file made on the way. */
export async function GET(request: Request, { params }: Address): Promise<Response> {
  const web = runtime();
  const { workspace } = await params;
  return answer(
    async () => {
      const context = await createRequestContext(web, { headers: request.headers, workspace });
      const service = await context.openWorkspace();
      const { descending, ...asked } = Object.fromEntries(new URL(request.url).searchParams);
      const input = exportCustomersInput.safeParse({ ...asked, descending: descending !== 'false' });
      if (!input.success) throw new AppError('invalid', 'This filter is not one of ours.');
      return csvDownload(writeCustomersCsv(service, input.data), 'customers.csv');
    },
    (err) => web.log.error({ err, route: 'customers.csv' }, 'download failed'),
  );
}
