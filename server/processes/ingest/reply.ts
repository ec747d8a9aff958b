import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';

/** An answer of the ingest protocol. Every body is JSON; `retryAfter` is in whole seconds. */
export interface Reply {
  status: number;
  body?: object;
  retryAfter?: number;
}

const cors = { 'access-control-allow-origin': '*' };
const preflight = {
  'access-control-allow-methods': 'GET, POST, OPTIONS',
  'access-control-allow-headers': 'authorization, content-type, content-encoding, x-retry-count',
  'access-control-max-age': '86400',
};

export const failure = (status: number, code: string, message: string, retryAfter?: number): Reply => ({
  status,
  body: { success: false, error: { code, message } },
  retryAfter,
});

/** Any site may send: the write key says where it goes, and nothing can be read with it. */
export function send(response: ServerResponse, { status, body, retryAfter }: Reply): void {
  if (response.destroyed) return;
  const text = body === undefined ? '' : JSON.stringify(body);
  const headers: OutgoingHttpHeaders = {
    ...cors,
    ...(status === 204 ? preflight : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
    ...(retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }),
  };
  response.writeHead(status, headers);
  response.end(text);
}
