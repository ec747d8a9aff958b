import { createHash, randomUUID, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import fs from 'node:fs';
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Answer, sendStream, sendWhole, wantsGzip, writeHead } from './answer';
import { ClickHouseError, describeFailure, unreachable } from './clickhouse-error';
import { type Connection, Connections } from './connections';
import { type OpenEngine, openEngine, readTable } from './engine';
import { gatewayLimits, type User } from './limits';
import { emptyDatabase, readReaderLock } from './reader-lock';
import { type EngineRequest, readEngineRequest, type RequestRules } from './request';
import { Slots } from './slots';
import { readVerbs } from './statement';
import { insertUpload } from './upload';

export interface GatewayOptions {
  directory: string;
  /** 0 takes a free port. */
  port: number;
  users: User[];
}

export interface Gateway {
  port: number;
  version: string;
  /** Finishes what runs, refuses what comes, cuts what is left after `graceMs`; the engine closes last. */
  stop(graceMs?: number): Promise<void>;
}

interface State {
  engine: OpenEngine;
  rules: RequestRules;
  connections: Connections;
  slots: Slots;
  spool: string;
  users: Map<string, { user: User; hash: Buffer }>;
  running: Set<() => void>;
  stopping: boolean;
}

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();

/** ClickHouse's HTTP protocol over the engine in this process. One process owns `directory`; a second one is refused. */
export async function startGateway({ directory, port, users }: GatewayOptions): Promise<Gateway> {
  fs.mkdirSync(directory, { recursive: true, mode: 0o700 });
  const engine = await openEngine(directory);
  const state: State = {
    engine,
    rules: await readRules(engine),
    connections: new Connections(engine),
    slots: new Slots(gatewayLimits.concurrent, gatewayLimits.queue),
    spool: makeSpool(directory),
    users: new Map(users.map((user) => [user.name, { user, hash: sha256(user.password) }])),
    running: new Set(),
    stopping: false,
  };
  const server = http.createServer(
    { requestTimeout: 0, keepAliveTimeout: 30_000, maxHeaderSize: gatewayLimits.headerBytes },
    (request, response) => {
      void serve(state, request, response);
    },
  );
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    version: engine.version,
    stop: (graceMs = 8_000) => stopGateway(state, server, graceMs),
  };
}

async function readRules(engine: OpenEngine): Promise<RequestRules> {
  await engine.native.QueryAsyncConnection(
    engine.keeper,
    `CREATE DATABASE IF NOT EXISTS ${emptyDatabase} ENGINE = Memory`,
    'Null',
  );
  const settings = await readTable(engine.native, engine.keeper, 'SELECT name FROM system.settings');
  return { knownSettings: new Set(settings.flat()), lock: await readReaderLock(engine) };
}

/** Beside the engine's directory, not inside it: the engine owns that. Emptied at every start. */
function makeSpool(directory: string): string {
  const absolute = path.resolve(directory);
  const spool = path.join(absolute, '..', `.${path.basename(absolute)}-spool`);
  fs.rmSync(spool, { recursive: true, force: true });
  fs.mkdirSync(spool, { mode: 0o700 });
  return spool;
}

async function stopGateway(state: State, server: http.Server, graceMs: number): Promise<void> {
  state.stopping = true;
  server.close();
  server.closeIdleConnections();
  for (let waited = 0; state.slots.active > 0 && waited < graceMs; waited += 20) await pause(20);
  for (const cancel of state.running) cancel();
  while (state.slots.active > 0) await pause(20);
  server.closeAllConnections();
  state.connections.close();
  state.engine.native.CloseConnection(state.engine.keeper);
  fs.rmSync(state.spool, { recursive: true, force: true });
}

async function serve(state: State, request: IncomingMessage, response: ServerResponse): Promise<void> {
  request.on('error', () => response.destroy());
  response.on('error', () => response.destroy());
  try {
    await route(state, request, response);
  } catch (error) {
    refuse(state, { request, response, error });
  }
}

function refuse(
  { engine }: State,
  { request, response, error }: { request: IncomingMessage; response: ServerResponse; error: unknown },
): void {
  if (response.headersSent || response.destroyed) {
    response.destroy();
    return;
  }
  const { status, code, text } = describeFailure(error, engine.version);
  response.statusCode = status;
  response.setHeader('X-ClickHouse-Exception-Code', code);
  response.setHeader('Content-Type', 'text/plain; charset=UTF-8');
  if (!request.complete) response.setHeader('Connection', 'close'); // do not read the rest of a refused upload
  response.end(text);
  request.resume();
}

async function route(state: State, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://gateway');
  if (url.pathname === '/ping') {
    response.statusCode = state.stopping ? 503 : 200;
    response.end(state.stopping ? 'Stopping.\n' : 'Ok.\n');
    return;
  }
  if (url.pathname !== '/') {
    response.statusCode = 404;
    response.end('There is no such handle\n');
    return;
  }
  response.setHeader('X-ClickHouse-Query-Id', encodeURIComponent(url.searchParams.get('query_id') || randomUUID()));
  response.setHeader('X-ClickHouse-Server-Display-Name', 'embedded');
  response.setHeader('X-ClickHouse-Timezone', state.engine.timeZone);
  const user = authenticate(state, request);
  if (state.stopping) throw unreachable('The server is stopping');
  const engineRequest = await readEngineRequest(request, user, state.rules);
  await runInSlot(state, { request, response, engineRequest, gzip: wantsGzip(request, url.searchParams) });
}

function authenticate({ users }: State, request: IncomingMessage): User {
  const { name, password } = readCredentials(request);
  const account = users.get(name);
  if (account && timingSafeEqual(account.hash, sha256(password))) return account.user;
  throw new ClickHouseError(
    403,
    516,
    'AUTHENTICATION_FAILED',
    'Authentication failed: password is incorrect, or there is no user with such name',
  );
}

function readCredentials({ headers }: IncomingMessage): { name: string; password: string } {
  const basic = /^Basic (.+)$/i.exec(headers.authorization ?? '')?.[1];
  if (basic === undefined)
    return { name: String(headers['x-clickhouse-user'] ?? ''), password: String(headers['x-clickhouse-key'] ?? '') };
  const pair = Buffer.from(basic, 'base64').toString();
  const colon = pair.indexOf(':');
  return { name: pair.slice(0, colon), password: pair.slice(colon + 1) };
}

interface Job {
  request: IncomingMessage;
  response: ServerResponse;
  engineRequest: EngineRequest;
  gzip: boolean;
}

/** Holds a slot while the engine works; a caller that goes away stops its query. */
async function runInSlot(state: State, job: Job): Promise<void> {
  await state.slots.take();
  let connection: Connection | undefined;
  let cut = false;
  let clean = false;
  const cancel = () => {
    cut = true;
    if (connection) void state.connections.kill(connection);
  };
  try {
    if (job.response.destroyed) return;
    state.running.add(cancel);
    job.response.once('close', cancel);
    connection = await state.connections.take(job.engineRequest.setup);
    clean = !cut && (await runStatement(state, job, connection));
  } finally {
    job.response.off('close', cancel);
    state.running.delete(cancel);
    const { verb } = job.engineRequest.statement;
    if (connection) state.connections.give(connection, clean && !cut && (readVerbs.has(verb) || verb === 'INSERT'));
    state.slots.give();
  }
}

/** True when the engine finished without an error and everything was sent. */
async function runStatement(
  { engine, spool }: State,
  { request, response, engineRequest, gzip }: Job,
  { handle }: Connection,
): Promise<boolean> {
  const { statement, format, streaming, encoding } = engineRequest;
  const { native, version } = engine;
  const answer: Answer = { response, format, gzip, startedAt: process.hrtime.bigint() };
  if (statement.carriesRows) {
    writeHead(answer, await insertUpload(request, { native, handle, spool, statement, encoding }));
    response.end();
    return true;
  }
  if (streaming) return sendStream(answer, { native, handle, sql: statement.sql, version });
  sendWhole(answer, await native.QueryAsyncConnection(handle, statement.sql, format));
  return true;
}
