import { TRPCError } from '@trpc/server';
import type { Role } from '@/server/auth/permissions';
import { type ErrorCode, isAppError } from '@/server/platform/errors';

export type Settled<T> =
  | { state: 'ready'; data: T }
  | { state: 'denied'; message: string; grantedTo: readonly Role[] }
  | { state: 'unavailable'; message: string }
  | { state: 'refused'; code: ErrorCode; message: string };

/** Turns what a page has a state for into values: no permission, an analytics store that is down, a refusal with words. */
export async function settle<T>(asked: Promise<T>): Promise<Settled<T>> {
  try {
    return { state: 'ready', data: await asked };
  } catch (error) {
    const cause = error instanceof TRPCError ? error.cause : undefined;
    if (!isAppError(cause)) throw error;
    const { code, message } = cause;
    if (code === 'forbidden') {
      const { grantedTo } = cause.details as { grantedTo?: readonly Role[] };
      return { state: 'denied', message, grantedTo: grantedTo ?? [] };
    }
    return code === 'analytics_unavailable' ? { state: 'unavailable', message } : { state: 'refused', code, message };
  }
}
