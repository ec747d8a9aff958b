import { uploadFile } from '@/server/features/imports';
import { AppError } from '@/server/platform/errors';
import { createRequestContext } from '@/server/trpc/context';
import { refuseForeignOrigin } from '@/server/trpc/origin';
import { runtime } from '@/server/trpc/runtime';
import { answer } from '../answer';

interface Address {
  params: Promise<{ workspace: string }>;
}

/** Takes the bytes of a file as the body, written to disk as they come, and answers with the draft of an import. */
export async function POST(request: Request, { params }: Address): Promise<Response> {
  const web = runtime();
  const { workspace } = await params;
  return answer(
    async () => {
      const refused = refuseForeignOrigin(request, web.env.PUBLIC_URL);
      if (refused) return refused;
      const context = await createRequestContext(web, { headers: request.headers, workspace });
      const service = await context.openWorkspace();
      if (!request.body) throw new AppError('invalid', 'The file is empty.');
      const fileName = new URL(request.url).searchParams.get('name') ?? 'file.csv';
      const place = { dir: web.env.HOLDFAST_DIR, maxBytes: web.env.UPLOAD_MAX_MB * 1e6 };
      return Response.json(await uploadFile(service, { fileName, bytes: request.body }, place), { status: 201 });
    },
    (err) => web.log.error({ err, route: 'imports.upload' }, 'upload failed'),
  );
}
