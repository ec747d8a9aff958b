import { exportRejected } from '@/server/features/imports';
import { importInput } from '@/server/features/imports/schemas';
import { AppError } from '@/server/platform/errors';
import { createRequestContext } from '@/server/trpc/context';
import { runtime } from '@/server/trpc/runtime';
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
      const lines = exportRejected(await context.openWorkspace(), input.data);
      // The first line is asked for here, so that a refusal still has its status.
      const first = await lines.next();
      const headers = {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': 'attachment; filename="rejected-rows.csv"',
      };
      return new Response(streamOf(first.value, lines), { headers });
    },
    (err) => web.log.error({ err, route: 'imports.rejected' }, 'download failed'),
  );
}

function streamOf(first: string | undefined, lines: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    start(controller) {
      controller.enqueue(encoder.encode(first ?? ''));
    },
    async pull(controller) {
      const { value, done } = await lines.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await lines.return(undefined);
    },
  });
}
