import { isAppError } from '@/server/platform/errors';

const fixed = {
  'cache-control': 'private, no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'strict-origin-when-cross-origin',
};

const statusOf: Record<string, number> = {
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  precondition: 412,
  limit_reached: 413,
  invalid: 422,
};

/** What `run` answers, or its refusal as JSON; an unknown error says nothing of itself and is passed on to the log. */
export async function answer(run: () => Promise<Response>, log: (error: unknown) => void): Promise<Response> {
  const response = await run().catch((error: unknown) => {
    if (isAppError(error)) return refusal(error.code, error.message, statusOf[error.code] ?? 503);
    log(error);
    return refusal('failed', 'Something went wrong on our side. It was logged; try again.', 500);
  });
  for (const [name, value] of Object.entries(fixed)) response.headers.set(name, value);
  return response;
}

const refusal = (code: string, message: string, status: number) =>
  Response.json({ error: { code, message } }, { status });
