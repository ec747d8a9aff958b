import http from 'node:http';
import type { IncomingMessage } from 'node:http';

/** A head must come at once; what follows only has to keep coming. */
const HEAD_MS = 60_000;
const SILENCE_MS = 60_000;

/**
 * A server for files of any size on lines of any speed: a request may take as long as it comes, and is cut once nothing of
 * its body has come for `silenceMs`.
 */
export function createPublicServer({ silenceMs = SILENCE_MS } = {}): http.Server {
  const server = http.createServer({ requestTimeout: 0, headersTimeout: HEAD_MS });
  server.on('request', (request: IncomingMessage) => {
    if (!hasBody(request)) return;
    const { socket } = request;
    socket.setTimeout(silenceMs);
    request.once('end', () => socket.setTimeout(0));
  });
  return server;
}

const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
