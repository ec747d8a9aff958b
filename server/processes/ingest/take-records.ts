import type { IncomingMessage } from 'node:http';
import {
  type CallType,
  maxBatchBytes,
  type Outcome,
  type ReadRequest,
  readRequest,
  refused,
} from '@/server/features/ingest';
import type { KeyedSource } from '@/server/features/sources';
import type { Clock } from '@/server/platform/clock';
import type { Admission, Room } from './admission';
import type { GroupCommit } from './group-commit';
import type { IngestMetrics } from './metrics';
import { type Body, readBody } from './read-body';
import { failure, type Reply } from './reply';
import type { WriteKeyCache } from './write-key-cache';

export interface Intake {
  clock: Clock;
  keys: WriteKeyCache;
  admission: Admission;
  commits: GroupCommit;
  metrics: IngestMetrics;
  /** Unique to the process: keys of calls that bring neither an id nor a time begin with it. */
  name: string;
}

const RETRY_SECONDS = 1;
const busy = () => failure(503, 'busy', 'Too much is under way. Send this again.', RETRY_SECONDS);
const unknownKey = () => failure(401, 'unknown_write_key', 'This write key is not known.');
const isPaused = () => failure(403, 'source_paused', 'This source is paused.');

/** Reads, checks and commits one request, and answers only then. What was refused is committed with its reason. */
export async function takeRecords(
  intake: Intake,
  request: IncomingMessage,
  type: CallType | undefined,
): Promise<Reply> {
  const named = keyOfHeader(request.headers.authorization);
  const source = named === undefined ? undefined : await intake.keys.get(named);
  if (named !== undefined && !source) return unknownKey();
  if (source?.paused) return isPaused();
  const length = Number(request.headers['content-length'] ?? maxBatchBytes);
  const room = { bytes: Math.min(length, maxBatchBytes), records: 1 };
  return withRoom(intake.admission, source?.sourceId ?? '', room, async (grow) => {
    const body = await readBody(request);
    if (body.ok && !grow({ bytes: Math.max(0, body.text.length - room.bytes), records: 0 })) return busy();
    return takeBody(intake, { body, source, type, grow });
  });
}

interface Taken {
  body: Body;
  source: KeyedSource | undefined;
  type: CallType | undefined;
  grow: (more: Room) => boolean;
}

async function takeBody(intake: Intake, { body, source: named, type, grow }: Taken): Promise<Reply> {
  const parsed = body.ok ? parse(body.text) : undefined;
  const source = named ?? (await sourceOfBody(intake, parsed?.value));
  if (!source) return unknownKey();
  if (source.paused) return isPaused();
  const read = readWith(intake, { body, parsed, type, source });
  if (!grow({ bytes: 0, records: read.records.length + read.rejects.length - 1 })) return busy();
  const rejects = read.rejects.map(({ raw, reason }, i) => ({
    raw: body.ok || i > 0 ? Buffer.from(raw) : body.raw,
    reason,
  }));
  const records = read.records.map(({ record }) => record);
  const outcomes = await intake.commits.add(source.workspace, source.sourceId, { records, rejects });
  return answer(intake.metrics, read, { outcomes, status: body.ok ? 400 : body.status });
}

/** Holds room while `run` works; `grow` asks for more of it. */
async function withRoom(
  admission: Admission,
  source: string,
  room: Room,
  run: (grow: (more: Room) => boolean) => Promise<Reply>,
): Promise<Reply> {
  if (!admission.tryHold(source, room)) return busy();
  const held = { ...room };
  try {
    return await run((more) => {
      const fits = admission.tryHold(source, more);
      if (fits) {
        held.bytes += more.bytes;
        held.records += more.records;
      }
      return fits;
    });
  } finally {
    admission.release(source, held);
  }
}

function parse(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

let arrivals = 0;

function readWith(
  intake: Intake,
  {
    body,
    parsed,
    type,
    source,
  }: { body: Body; parsed: { value: unknown } | undefined; type: CallType | undefined; source: KeyedSource },
): ReadRequest {
  if (!body.ok) return refused('', body.reason);
  if (!parsed) return refused(body.text, 'body: is not valid JSON');
  arrivals += 1;
  const { currency, count } = source.workspace;
  const arrival = `${intake.name}:${arrivals}`;
  return readRequest(parsed.value, body.text, { nowMs: intake.clock.nowMs(), currency, count, arrival, type });
}

/** Basic authentication with the write key as user name. */
function keyOfHeader(header: string | undefined): string | undefined {
  const [, encoded] = /^Basic\s+(\S+)$/i.exec(header ?? '') ?? [];
  return encoded === undefined ? undefined : Buffer.from(encoded, 'base64').toString('utf8').split(':')[0];
}

async function sourceOfBody(intake: Intake, body: unknown): Promise<KeyedSource | undefined> {
  const key = typeof body === 'object' && body !== null && 'writeKey' in body ? body.writeKey : undefined;
  return typeof key === 'string' ? intake.keys.get(key) : undefined;
}

/** 200 once anything of it counts; an explicit error where all of it was refused. */
function answer(
  metrics: IngestMetrics,
  read: ReadRequest,
  { outcomes, status }: { outcomes: readonly Outcome[]; status: number },
): Reply {
  const count = { stored: 0, updated: 0, duplicate: 0, conflicting: 0 };
  for (const outcome of outcomes) count[outcome] += 1;
  for (const [outcome, n] of Object.entries(count)) metrics.records.inc({ outcome }, n);
  metrics.records.inc({ outcome: 'rejected' }, read.rejects.length);
  const rejected = read.rejects.map(({ index, reason }) => ({ index, reason }));
  const conflicting = read.records.flatMap(({ index }, i) => (outcomes[i] === 'conflicting' ? [index] : []));
  const told = {
    accepted: count.stored + count.updated,
    duplicate: count.duplicate + count.conflicting,
    rejected,
    ...(conflicting.length > 0 ? { conflicting } : {}),
  };
  const [first] = rejected;
  if (read.records.length > 0 || !first) return { status: 200, body: { success: true, ...told } };
  const isSize = first.reason.includes('is larger than');
  return {
    status: isSize ? 413 : status,
    body: { success: false, error: { code: isSize ? 'too_large' : 'refused', message: first.reason }, ...told },
  };
}
