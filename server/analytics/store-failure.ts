import { ClickHouseError } from '@clickhouse/client';
import { AppError } from '@/server/platform/errors';

/** Networks and pools; codes of node:net and of the engine when it stops, is full, or holds no tables (yet). */
const networkCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ERR_STREAM_PREMATURE_CLOSE',
]);
const clientMessages = /^(?:Timeout error\.|socket hang up|aborted)$/;
const unavailableCodes = new Set(['60', '81', '202', '209', '210', '279', '999']);
const limits: Record<string, string> = {
  159: 'max_execution_time',
  241: 'max_memory_usage',
  307: 'max_bytes',
  396: 'max_result_bytes',
};

/** The error to raise for a failed call: the signal's reason, an AppError, or the error as it came. */
export function storeFailure(error: unknown, signal?: AbortSignal): unknown {
  if (signal?.aborted) return signal.reason;
  if (error instanceof ClickHouseError) return engineFailure(error);
  if (!isNetworkFailure(error)) return error;
  return new AppError('analytics_unavailable', 'The analytics store cannot be reached', {}, { cause: error });
}

function engineFailure(error: ClickHouseError): unknown {
  const limit = limits[error.code];
  if (limit)
    return new AppError(
      'limit_reached',
      'The question exceeds a limit of the analytics store',
      { limit },
      { cause: error },
    );
  if (!unavailableCodes.has(error.code)) return error;
  return new AppError(
    'analytics_unavailable',
    'The analytics store is not ready',
    { engineCode: error.code },
    { cause: error },
  );
}

function isNetworkFailure(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  return networkCodes.has(code) || clientMessages.test(error.message) || isNetworkFailure(error.cause);
}
