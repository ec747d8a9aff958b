import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import { createRequestContext } from './context';
import { refuseForeignOrigin } from './origin';
import { appRouter } from './root';
import type { Runtime } from './runtime';

/** `/api/trpc/<workspace>/<procedures>`, with `_` for what belongs to no workspace. */
export async function answerProcedures(runtime: Runtime, request: Request, workspace: string): Promise<Response> {
  const refusal = refuseForeignOrigin(request, runtime.env.PUBLIC_URL);
  if (refusal) return refusal;
  const response = await fetchRequestHandler({
    endpoint: `/api/trpc/${workspace}`,
    req: request,
    router: appRouter,
    // Errors of procedures are logged where they are mapped; this one had no procedure yet.
    onError: ({ error, ctx }) => {
      if (!ctx) runtime.log.error({ route: 'trpc', err: error.cause ?? error }, 'no context');
    },
    createContext: () => createRequestContext(runtime, { headers: request.headers, workspace }),
  });
  response.headers.set('cache-control', 'private, no-store');
  return response;
}
