// What a driver says when no connection can be had or the server ends it; 57P… are shutdown, restart and start-up.
const codes =
  /^(ECONNREFUSED|ECONNRESET|ENOTFOUND|ETIMEDOUT|EPIPE|CONNECT_TIMEOUT|CONNECTION_(CLOSED|ENDED|DESTROYED)|57P0[1-3]|08\w{3}|53300)$/;

/** True when an error, or what caused it, says that the record cannot be reached, as opposed to refusing a statement. */
export function isRecordDown(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ('code' in error && typeof error.code === 'string' && codes.test(error.code)) return true;
  return isRecordDown(error.cause);
}
