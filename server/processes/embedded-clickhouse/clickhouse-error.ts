/** An error as a ClickHouse server words it, so that the official client parses its code and type. */
export class ClickHouseError extends Error {
  readonly status: number;

  constructor(status: number, code: number, type: string, text: string) {
    super(`Code: ${code}. DB::Exception: ${text}. (${type})`);
    this.name = 'ClickHouseError';
    this.status = status;
  }
}

export const accessDenied = (text: string): ClickHouseError => new ClickHouseError(403, 497, 'ACCESS_DENIED', text);
export const syntaxError = (text: string): ClickHouseError => new ClickHouseError(400, 62, 'SYNTAX_ERROR', text);
export const badParameter = (text: string): ClickHouseError =>
  new ClickHouseError(400, 457, 'BAD_QUERY_PARAMETER', text);
export const tooManyBytes = (what: string, cap: number): ClickHouseError =>
  new ClickHouseError(413, 307, 'TOO_MANY_BYTES', `${what} is larger than ${cap} bytes`);
export const unknownCompression = (text: string): ClickHouseError =>
  new ClickHouseError(400, 47, 'UNKNOWN_COMPRESSION_METHOD', text);
export const unreachable = (text: string): ClickHouseError => new ClickHouseError(503, 209, 'SOCKET_TIMEOUT', text);

/** Codes that say the request was wrong, not the engine. */
const callersFault = /^Code: (?:6|27|36|47|60|62|81|115|456|457)\./;

export interface ErrorAnswer {
  status: number;
  code: string;
  text: string;
}

/** Any failure in the words of a server; `version` is the engine's. */
export function describeFailure(error: unknown, version: string): ErrorAnswer {
  const message = error instanceof Error ? error.message : String(error);
  const start = message.indexOf('Code: ');
  const known = (start > 0 ? message.slice(start) : message).trimEnd();
  const worded = start >= 0 ? known : `Code: 1002. DB::Exception: ${known}. (UNKNOWN_EXCEPTION)`;
  const status = error instanceof ClickHouseError ? error.status : callersFault.test(worded) ? 400 : 500;
  return {
    status,
    code: /^Code: (\d+)/.exec(worded)?.[1] ?? '1002',
    text: `${worded} (version ${version} (embedded))`,
  };
}
