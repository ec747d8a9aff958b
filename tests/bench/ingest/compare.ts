import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import postgres from 'postgres';
import { root } from '../../../server/processes/up/settings.mjs';
import {
  type IngestProcess,
  type IngestStack,
  peakMemoryMb,
  type SendingTenant,
  startIngestStack,
} from '../../support/ingest';
import { eventOf } from './events.mjs';

export interface IngestCase {
  id: string;
  /** Events of one run and in one request of ours. */
  events: number;
  batch: number;
  connections: number;
  peer: { batch: number; connections: number };
  rounds: number;
}

export interface Run {
  seconds: number;
  p50: number;
  p99: number;
  accepted?: number;
  other?: number;
}

export interface Comparison {
  ours: Run[];
  peer: Run[];
  peakMemoryMb: number;
}

/** Runs ours and the peer in turns over the same events in the same cluster and checks that both stored all of them. */
export async function compareIngest(which: IngestCase, say: (line: string) => void): Promise<Comparison> {
  const stack = await startIngestStack();
  const files = fs.mkdtempSync(path.join(os.tmpdir(), 'holdfast-bench-'));
  const admin = postgres(stack.urls.owner, { max: 1, onnotice: () => {} });
  try {
    await admin`create table bench_raw (workspace_id uuid not null, key bytea not null, received_at timestamptz(3) not null,
      source_id uuid not null, kind text not null, body jsonb not null, primary key (workspace_id, key))`;
    const ingest = await stack.startIngest();
    const tenant = await stack.makeTenant();
    const told: Comparison = { ours: [], peer: [], peakMemoryMb: 0 };
    // The first round warms both up and is not counted.
    for (let round = 0; round <= which.rounds; round++) {
      const ours = await runOurs({ which, ingest, tenant, round, files });
      const peer = await runPeer({ which, stack, round });
      say(
        `round ${round}: ours ${ours.seconds.toFixed(2)} s, p99 ${ours.p99.toFixed(1)} ms; peer ${peer.seconds.toFixed(2)} s, p99 ${peer.p99.toFixed(1)} ms`,
      );
      if (round === 0) continue;
      told.ours.push(ours);
      told.peer.push(peer);
    }
    await requireEqual(admin, tenant, which.events * (which.rounds + 1));
    told.peakMemoryMb = peakMemoryMb(ingest.child.pid);
    return told;
  } finally {
    await admin.end();
    await stack.stop();
    fs.rmSync(files, { recursive: true, force: true });
  }
}

async function requireEqual(admin: postgres.Sql, tenant: SendingTenant, expected: number): Promise<void> {
  const [row] = await admin`select
    (select count(*)::int from inbox where workspace_id = ${tenant.ctx.workspace.id}) as ours,
    (select count(*)::int from inbox_keys where workspace_id = ${tenant.ctx.workspace.id}) as keys,
    (select sum(stored)::int from ingest_counts where workspace_id = ${tenant.ctx.workspace.id}) as counted,
    (select count(*)::int from bench_raw) as peer,
    (select count(*)::int from inbox i where workspace_id = ${tenant.ctx.workspace.id} and exists
      (select 1 from bench_raw r where md5(r.body::text) = md5(i.body::text))) as same`;
  for (const [name, count] of Object.entries(row ?? {}))
    if (count !== expected) throw new Error(`${name}: ${count} rows where ${expected} were sent`);
}

async function runOurs(given: {
  which: IngestCase;
  ingest: IngestProcess;
  tenant: SendingTenant;
  round: number;
  files: string;
}): Promise<Run> {
  const { which, ingest, tenant, round, files } = given;
  const file = path.join(files, `round-${round}`);
  fs.writeFileSync(file, requestsOf(which, tenant.key, `${which.id}-${round}`));
  const loader = fork(path.join(root, 'tests/bench/ingest/load.mjs'), {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const run = await measure(loader, { port: Number(new URL(ingest.url).port), file, connections: which.connections });
  fs.rmSync(file);
  if (run.accepted !== which.events) throw new Error(`${run.accepted} of ${which.events} events were accepted`);
  return run;
}

async function runPeer({
  which,
  stack,
  round,
}: {
  which: IngestCase;
  stack: IngestStack;
  round: number;
}): Promise<Run> {
  const peer = fork(path.join(root, 'tests/bench/ingest/peer.mjs'), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  return measure(peer, { url: stack.urls.owner, run: `${which.id}-${round}`, count: which.events, ...which.peer });
}

async function measure(child: ChildProcess, settings: object): Promise<Run> {
  child.send(settings);
  await once(child, 'message');
  child.send('begin');
  const [run] = (await once(child, 'message')) as [Run];
  return run;
}

function requestsOf(which: IngestCase, key: string, run: string): Buffer {
  const authorization = `Basic ${Buffer.from(`${key}:`).toString('base64')}`;
  const parts: Buffer[] = [];
  for (let n = 0; n < which.events; n += which.batch) {
    const calls = Array.from({ length: Math.min(which.batch, which.events - n) }, (_, i) => eventOf(run, n + i).call);
    const body = which.batch === 1 ? (calls[0] ?? '') : `{"batch":[${calls.join(',')}]}`;
    const request = Buffer.from(
      `POST /v1/${which.batch === 1 ? 'track' : 'batch'} HTTP/1.1\r\nhost: bench\r\nauthorization: ${authorization}\r\n` +
        `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    );
    const length = Buffer.alloc(4);
    length.writeUInt32LE(request.length);
    parts.push(length, request);
  }
  return Buffer.concat(parts);
}
