import { writeSegmentCsv } from '@/server/features/segments';
import { previewSegmentInput } from '@/server/features/segments/schemas';
import { AppError } from '@/server/platform/errors';
import { createRequestContext } from '@/server/trpc/context';
import { runtime } from '@/server/trpc/runtime';
import { csvDownload } from '../../csv-download';
import { answer } from '../../imports/answer';

interface Address {
  params: Promise<{ workspace: string }>;
}

function readRule(text: string | null): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    throw new AppError('invalid', 'The rule of this address is not JSON.');
  }
}

/** The customers of a rule, saved or not, as a CSV file made on the way. */
export async function GET(request: Request, { params }: Address): Promise<Response> {
  const web = runtime();
  const { workspace } = await params;
  return answer(
    async () => {
      const context = await createRequestContext(web, { headers: request.headers, workspace });
      const service = await context.openWorkspace();
      const asked = new URL(request.url).searchParams;
      const input = previewSegmentInput.safeParse({
        rule: readRule(asked.get('rule')),
        at: asked.get('at') ?? undefined,
      });
      if (!input.success) throw new AppError('invalid', input.error.issues[0]?.message ?? 'This rule is not one.');
      return csvDownload(writeSegmentCsv(service, input.data), 'segment.csv');
    },
    (err) => web.log.error({ err, route: 'segment.csv' }, 'download failed'),
  );
}
