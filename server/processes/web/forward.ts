import http from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream';

// What belongs to one connection and not to the message (RFC 9110, section 7.6.1). `expect` was answered already.
const HOP_BY_HOP = [
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'expect',
];
const SILENCE_MS = 60_000;

export interface Forwarder {
  forward(request: IncomingMessage, response: ServerResponse): void;
  close(): void;
}

/**
 * Streams requests to ingest and its answers back, with the back-pressure of both sides and nothing held in memory.
 * An ingest that is down or silent is 503 with Retry-After.
 */
export function createForwarder(ingestUrl: URL): Forwarder {
  const agent = new http.Agent({ keepAlive: true });
  const forward = (request: IncomingMessage, response: ServerResponse) => {
    const upstream = http.request({
      agent,
      host: ingestUrl.hostname.replace(/^\[|\]$/g, ''),
      port: ingestUrl.port,
      method: request.method,
      path: request.url,
      headers: headersFor(request),
      timeout: SILENCE_MS,
    });
    upstream.on('timeout', () => upstream.destroy(new Error('ingest is silent')));
    upstream.on('response', (answer) => {
      response.writeHead(answer.statusCode ?? 502, withoutHops(answer.headers));
      // An answer that breaks off has to break off here as well: pipeline destroys both.
      pipeline(answer, response, () => {});
    });
    // Ingest may answer and hang up before it has read a body that is too large. Its answer counts, not the hang-up,
    // and reaches the client only if the rest of the body is read away.
    upstream.on('error', () => {
      request.unpipe(upstream).resume();
      answerUnavailable(response);
    });
    response.on('close', () => upstream.destroy());
    request.pipe(upstream);
  };
  return { forward, close: () => agent.destroy() };
}

function answerUnavailable(response: ServerResponse): void {
  if (response.headersSent || response.destroyed) return;
  const body = JSON.stringify({ success: false, message: 'Ingest is not available. Send this again later.' });
  response.writeHead(503, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    'retry-after': '1',
  });
  response.end(body);
}

function headersFor(request: IncomingMessage): IncomingHttpHeaders {
  const headers = withoutHops(request.headers);
  const sender = request.socket.remoteAddress ?? 'unknown';
  const before = request.headers['x-forwarded-for'];
  headers['x-forwarded-for'] = before ? `${String(before)}, ${sender}` : sender;
  return headers;
}

function withoutHops(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const named = (headers.connection ?? '').split(',').map((name) => name.trim().toLowerCase());
  const dropped = new Set([...HOP_BY_HOP, ...named]);
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !dropped.has(name)));
}
