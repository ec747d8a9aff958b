import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import { createRequestContext } from '@/server/trpc/context';
import { refuseForeignOrigin } from '@/server/trpc/origin';
import { appRouter } from '@/server/trpc/root';
import { runtime } from '@/server/trpc/runtime';

interface Address {
  params: Promise<{ workspace: string; trpc: string }>;
}

/** `/api/trpc/<workspace>/<procedures>`, with `_` for what belongs to no workspace. */
async function answer(request: Request, { params }: Address): Promise<Response> {
  const { workspace } = await params;
  const web = runtime();
  const refusal = refuseForeignOrigin(request, web.env.PUBLIC_URL);
  if (refusal) return refusal;
  const response = await fetchRequestHandler({
    endpoint: `/api/trpc/${workspace}`,
    req: request,
    router: appRouter,
    createContext: () => createRequestContext(web, { headers: request.headers, workspace }),
  });
  response.headers.set('cache-control', 'private, no-store');
  return response;
}

export { answer as GET, answer as POST };
