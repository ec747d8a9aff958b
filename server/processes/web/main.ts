import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { once } from 'node:events';
import next from 'next';
import { collectDefaultMetrics, register } from 'prom-client';
import { addressHeader, clientAddress, pathHeader } from '@/server/auth/client-address';
import { Database } from '@/server/platform/database';
import { readProcessEnv, webEnv } from '@/server/platform/env';
import { createReadiness } from '@/server/platform/readiness';
import { followLauncher } from '../lifecycle';
import { createForwarder } from './forward';
import { createPublicServer } from './public-server';

/** The public port: Next's pages and API, health, and `/v1/*` streamed to ingest. */
async function main(): Promise<void> {
  const env = readProcessEnv(webEnv);
  collectDefaultMetrics();
  const db = new Database(env.DATABASE_APP_URL, { max: 1, name: 'holdfast-web-health', statementMs: 10_000 });
  const readiness = createReadiness(db);
  const forwarder = createForwarder(ingestUrl(env.HOST, env.INGEST_PORT));
  const server = createPublicServer();
  const pages = next({ dev: false, dir: process.cwd(), hostname: env.HOST, port: env.PORT, httpServer: server });
  await pages.prepare();
  const showPage = pages.getRequestHandler();

  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    if (path.startsWith('/v1/')) forwarder.forward(request, response);
    else if (path === '/livez') answer(response, 200, { live: true });
    else if (path === '/readyz') void readiness().then((state) => answer(response, state.ready ? 200 : 503, state));
    else showPage(withFacts(request, env.PUBLIC_URL !== undefined), response).catch(() => response.destroy());
  });
  server.listen(env.PORT, env.HOST);
  await once(server, 'listening');

  followLauncher({
    underLauncher: env.HOLDFAST_PARENT,
    metrics: () => register.metrics(),
    stop: async () => {
      await closeServer(server);
      forwarder.close();
      await Promise.all([pages.close(), db.close()]);
    },
  });
}

/** Tells the pages who asks and for what, in headers that a browser cannot set itself. */
function withFacts(request: IncomingMessage, behindProxy: boolean): IncomingMessage {
  const forwardedFor = request.headers['x-forwarded-for'];
  const chain = Array.isArray(forwardedFor) ? forwardedFor.join(',') : forwardedFor;
  request.headers[addressHeader] = clientAddress(request.socket.remoteAddress, chain, behindProxy);
  request.headers[pathHeader] = request.url ?? '/';
  return request;
}

function ingestUrl(host: string, port: number): URL {
  const everywhere: Record<string, string> = { '0.0.0.0': '127.0.0.1', '::': '[::1]' };
  const reachable = everywhere[host] ?? (host.includes(':') ? `[${host}]` : host);
  return new URL(`http://${reachable}:${port}`);
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}

/** Takes no new connection, lets requests in hand finish, and drops the idle ones at once. */
function closeServer(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  server.closeIdleConnections();
  return closed;
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
