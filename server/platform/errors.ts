const errorCodes = [
  'not_found',
  'unauthenticated',
  'forbidden',
  'conflict',
  'invalid',
  'limit_reached',
  'precondition',
  'analytics_unavailable',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** The one error a verb raises on purpose. Its message is written for the person who reads it; details are data. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(
    code: ErrorCode,
    message: string,
    details: Record<string, unknown> = {},
    options: { cause?: unknown } = {},
  ) {
    super(message, options);
    this.name = 'AppError';
    this.code = code;
    this.details = details;
  }
}

export function isAppError(error: unknown, code?: ErrorCode): error is AppError {
  return error instanceof AppError && (code === undefined || error.code === code);
}
