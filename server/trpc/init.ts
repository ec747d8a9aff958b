import { initTRPC, TRPCError } from '@trpc/server';
import superjson from 'superjson';
import type { PersonContext, ServiceContext } from '@/server/platform/context';
import { type ErrorCode, isAppError } from '@/server/platform/errors';

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
      const { cause } = error;
      const known = isAppError(cause);
      return {
        ...shape,
        message: known || error.code === 'BAD_REQUEST' ? shape.message : plainMessage(error.code),
        data: {
          code: shape.data.code,
          httpStatus: shape.data.httpStatus,
          path: shape.data.path,
          reason: known ? cause.code : undefined,
          details: known ? cause.details : undefined,
        },
      };
    },
  });

const plainMessage = (code: TRPCError['code']) =>
  code === 'INTERNAL_SERVER_ERROR' ? 'Something went wrong on our side. It was logged; try again.' : code;

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
