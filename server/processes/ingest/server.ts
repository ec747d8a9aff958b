import { once } from 'node:events';
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { Logger } from '@/server/platform/logger';
import type { Readiness } from '@/server/platform/readiness';
import { HungUp } from './read-body';
import { failure, type Reply, send } from './reply';
import { routeOf } from './routes';
import { type Intake, takeRecords } from './take-records';

interface Service extends Intake {
  log: Logger;
  readiness: () => Promise<Readiness>;
}

export interface IngestServer {
  listen(port: number, host: string): Promise<void>;
  /** Takes no new connection and resolves when what is in hand was answered. */
  close(): Promise<void>;
}

/** The HTTP side of ingest: routes, answers, and 503 where the record cannot be reached. */
export function createServer(service: Service): IngestServer {
  const finish = (response: ServerResponse, answer: Reply | undefined) => {
    if (!answer) return;
    service.metrics.requests.inc({ status: answer.status });
    send(response, answer);
  };
  const server = http.createServer({ requestTimeout: 30_000, keepAliveTimeout: 75_000 }, (request, response) => {
    void reply(service, request).then(
      (answer) => finish(response, answer),
      () => response.destroy(),
    );
  });
  return {
    listen: async (port, host) => {
      server.listen(port, host);
      await once(server, 'listening');
    },
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      // A kept connection is idle only after its answer: ask again until none is left.
      const idle = setInterval(() => server.closeIdleConnections(), 20);
      await closed;
      clearInterval(idle);
    },
  };
}

async function reply(service: Service, request: IncomingMessage): Promise<Reply | undefined> {
  const route = routeOf(request.method, request.url);
  switch (route.to) {
    case 'records':
      return guarded(service, () => takeRecords(service, request, route.type));
    case 'settings':
      return guarded(service, () => settingsOf(service, request, route.key));
    case 'livez':
      return { status: 200, body: { live: true } };
    case 'readyz': {
      const state = await service.readiness();
      return { status: state.ready ? 200 : 503, body: state };
    }
    case 'preflight':
      return { status: 204 };
    case 'wrong method':
      return failure(405, 'wrong_method', 'This address does not take this method.');
    case 'nothing':
      return failure(404, 'not_found', 'There is nothing at this address.');
  }
}

/** A failed commit may or may not have happened: the sender repeats it, and its keys keep it from counting twice. */
async function guarded(service: Service, run: () => Promise<Reply>): Promise<Reply | undefined> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof HungUp) return undefined;
    service.log.error({ err: error, reason: codeOf(error) }, 'not stored');
    return failure(503, 'record_unavailable', 'This could not be stored. Send it again.', 1);
  }
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return 'code' in error ? String(error.code) : codeOf(error.cause);
}

/** What browser clients ask for first: that this address takes their calls. */
async function settingsOf(service: Service, request: IncomingMessage, key: string): Promise<Reply> {
  const source = await service.keys.get(key);
  if (!source) return failure(404, 'unknown_write_key', 'This write key is not known.');
  const protocol = request.headers['x-forwarded-proto'] ?? 'http';
  const apiHost = `${request.headers['x-forwarded-host'] ?? request.headers.host ?? ''}/v1`;
  return {
    status: 200,
    body: {
      integrations: { 'Segment.io': { apiKey: key, apiHost, protocol, bundlingStatus: 'bundled', type: 'server' } },
      plan: { track: { __default: { enabled: true, integrations: {} } }, identify: { __default: { enabled: true } } },
      edgeFunction: {},
      middlewareSettings: {},
      enabledMiddleware: {},
      remotePlugins: [],
    },
  };
}
