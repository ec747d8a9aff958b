import { initTRPC, TRPCError } from '@trpc/server';
import superjson from 'superjson';
import { ZodError } from 'zod';
import type { PersonContext, ServiceContext } from '@/server/platform/context';
import { type ErrorCode, isAppError } from '@/server/platform/errors';
import { isRecordDown } from '@/server/platform/record-down';

/** One request. `person` is who the session says; `openWorkspace` finds the workspace of the address for that person. */
export interface RequestContext {
  person: PersonContext;
  openWorkspace(): Promise<ServiceContext>;
}

const statusOf: Record<ErrorCode, TRPCError['code']> = {
  not_found: 'NOT_FOUND',
  unauthenticated: 'UNAUTHORIZED',
  forbidden: 'FORBIDDEN',
  conflict: 'CONFLICT',
  invalid: 'BAD_REQUEST',
  limit_reached: 'TOO_MANY_REQUESTS',
  precondition: 'PRECONDITION_FAILED',
  analytics_unavailable: 'SERVICE_UNAVAILABLE',
};

/** Whose things a procedure is about; what is made without one is refused by a test. */
export interface ProcedureMeta {
  scope: 'public' | 'person' | 'workspace';
}

const t = initTRPC
  .context<RequestContext>()
  .meta<ProcedureMeta>()
  .create({
    transformer: superjson,
    errorFormatter({ shape, error }) {
      const { code, httpStatus, path } = shape.data;
      const { message, reason, details } = answerOf(error);
      return { ...shape, message, data: { code, httpStatus, path, reason, details } };
    },
  });

interface ErrorAnswer {
  message: string;
  reason?: ErrorCode;
  details?: Readonly<Record<string, unknown>>;
}

/** What a client is told: an AppError as it is, a wrong input by its first fault, and of anything else no more than a status. */
function answerOf({ cause, code }: TRPCError): ErrorAnswer {
  if (isAppError(cause)) return { message: cause.message, reason: cause.code, details: cause.details };
  if (cause instanceof ZodError && code === 'BAD_REQUEST') {
    const [issue] = cause.issues;
    const field = issue?.path[0];
    return { message: issue?.message ?? 'This input is not valid.', reason: 'invalid', details: { field } };
  }
  if (isRecordDown(cause)) return { message: 'The record cannot be reached right now. Nothing was lost; try again.' };
  return {
    message: code === 'INTERNAL_SERVER_ERROR' ? 'Something went wrong on our side. It was logged; try again.' : code,
  };
}

/** The one place where an AppError becomes a status. Unknown errors are logged and never show their message. */
const mapErrors = t.middleware(async ({ ctx, next, path }) => {
  const result = await next();
  if (result.ok) return result;
  const { cause } = result.error;
  if (isAppError(cause)) throw new TRPCError({ code: statusOf[cause.code], message: cause.message, cause });
  if (result.error.code === 'INTERNAL_SERVER_ERROR')
    ctx.person.log.error({ verb: path, err: cause ?? result.error }, 'verb failed');
  return result;
});

export const { router, createCallerFactory } = t;

/** Anyone, signed in or not. */
export const publicProcedure = t.procedure.meta({ scope: 'public' }).use(mapErrors);

/** Someone who is signed in; their own things, no workspace. */
export const personProcedure = publicProcedure.meta({ scope: 'person' }).use(({ ctx, next }) => {
  const { person } = ctx.person;
  if (!person) throw new TRPCError({ code: 'UNAUTHORIZED', message: 'Sign in first.' });
  return next({ ctx: { ...ctx, person: { ...ctx.person, person } } });
});

/** A member inside the workspace of the address. What it does not show does not exist: a foreign slug is `not_found`. */
export const workspaceProcedure = personProcedure.meta({ scope: 'workspace' }).use(async ({ ctx, next }) => {
  const service = await ctx.openWorkspace();
  return next({ ctx: { ...ctx, service } });
});
