/** Set by the web process on every request; what a browser sends under these names is overwritten. */
export const addressHeader = 'x-holdfast-address';

/** The address that was asked for, to come back to after signing in. */
export const pathHeader = 'x-holdfast-path';

/**
 * Who is asking, for rate limits and the session list: the peer of the connection, or behind a proxy (PUBLIC_URL is
 * set) what that proxy appended last to X-Forwarded-For. Anything further left was written by the client itself.
 */
export function clientAddress(
  peer: string | undefined,
  forwardedFor: string | undefined,
  behindProxy: boolean,
): string {
  const appended = behindProxy ? forwardedFor?.split(',').at(-1)?.trim() : undefined;
  return (appended || peer || 'unknown').slice(0, 64);
}
